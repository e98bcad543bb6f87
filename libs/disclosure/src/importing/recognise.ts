import { createHash } from 'node:crypto';
import { RuleBroken } from '#event-sourcing';
import { readLedger } from '../reading/ledger/reader.js';
import type { LedgerReading } from '../reading/ledger/reading.js';
import { UnreadableFile } from '../reading/ledger/refusals.js';
import { decodeReport } from '#files';
import { readReport } from '../reading/report/reader.js';
import type { ReportReading } from '../reading/report/reading.js';
import type { ImportFile, ImportOptions } from './import-request.js';
import type { ImportWatch } from './import-watch.js';

export type Recognised = { readonly sha256: string } & (
  | { readonly kind: 'ledger'; readonly reading: LedgerReading }
  | { readonly kind: 'report'; readonly reading: ReportReading; readonly text: string }
);

const begins = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, at) => bytes[at] === byte);

/** A zip or an OLE container, or whatever calls itself a workbook, is left to the ledger reader to accept or refuse. */
const isWorkbook = ({ name, bytes }: ImportFile): boolean =>
  begins(bytes, 0x50, 0x4b) || begins(bytes, 0xd0, 0xcf, 0x11, 0xe0) || /\.xls[xm]?$/i.test(name);

interface Reading extends Pick<ImportWatch, 'reached'> {
  readonly sha256: string;
}

const read = async (file: ImportFile, options: ImportOptions, { sha256, reached }: Reading): Promise<Recognised> => {
  const { name, bytes } = file;
  if (isWorkbook(file)) {
    const { asOf, deliveredOn } = options;
    const progress = (done: number, of: number) => reached?.('reading', { done, of });
    return { kind: 'ledger', sha256, reading: await readLedger(bytes, { sha256, asOf, deliveredOn, progress }) };
  }
  const decoded = decodeReport(bytes);
  const claimsText = /\.(?:txt|md|text)$/i.test(name);
  if (!decoded) throw new RuleBroken(claimsText ? 'import.not-text' : 'import.not-understood', { file: name });
  return { kind: 'report', sha256, reading: readReport(decoded.text), text: decoded.text };
};

/** What the bytes are, understood as far as possible. Throws RuleBroken naming the file when they cannot be imported. */
export const recognise = async (
  file: ImportFile,
  options: ImportOptions,
  { reached }: ImportWatch = {},
): Promise<Recognised> => {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const recognised = await read(file, options, { sha256, reached }).catch((error: unknown) => {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new RuleBroken(error.code, { file: file.name, message: error.message, ...error.details });
  });
  if (recognised.reading.issues.length > 0) return recognised;
  const searched =
    recognised.kind === 'report'
      ? { line: 1, lines: recognised.reading.lines }
      : { sheets: recognised.reading.sheets.map(({ name }) => name) };
  throw new RuleBroken('import.nothing-found', { file: file.name, ...searched });
};
