import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';

export const LEDGER = 'ledger-42.xlsx';
export const LEDGER_SHEET = '整改台账';
const path = join('..', 'shared', 'data', LEDGER);

export const ledgerBytes = new Uint8Array(readFileSync(path));
export const ledgerSha256 = createHash('sha256').update(ledgerBytes).digest('hex');

/** What the round needs and the ledger does not say. */
export const ledgerFacts = {
  name: LEDGER,
  title: '第三轮巡察整改',
  organisation: '示范区党工委',
  team: '市委第七巡察组',
  inspectedFrom: '2023-04-12',
  inspectedTo: '2023-06-13',
  deliveredOn: '2023-08-29',
  asOf: '2023-11-30',
} as const;

/** One row of the workbook, read cell by cell without the program's own reader. */
export interface LedgerLine {
  readonly row: number;
  readonly number: string;
  readonly task: string;
  readonly leader: string;
  readonly leadUnit: string;
  readonly handler: string;
  readonly progress: string;
  readonly regulation?: { readonly kind: 'made' | 'revised'; readonly title: string };
  /** Absent: long-term. */
  readonly closedOn?: string;
}

const HEADER_ROWS = 2;

const regulationIn = (cell: string): LedgerLine['regulation'] => {
  const found = /^《(.+)》\((制定|修订)\)$/u.exec(cell);
  return found ? { title: found[1]!, kind: found[2] === '制定' ? 'made' : 'revised' } : undefined;
};

const lineOf = (row: ExcelJS.Row): LedgerLine => {
  const text = (column: string) => String(row.getCell(column).value ?? '');
  return {
    row: row.number,
    number: text('A'),
    task: text('G'),
    leader: text('I'),
    leadUnit: text('J'),
    handler: text('L'),
    progress: text('O'),
    regulation: regulationIn(text('R')),
    closedOn: dayIn(row.getCell('S').value),
  };
};

export const ledgerLines = async (): Promise<LedgerLine[]> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const lines: LedgerLine[] = [];
  workbook.worksheets[0]!.eachRow((row) => {
    if (row.number > HEADER_ROWS) lines.push(lineOf(row));
  });
  return lines;
};

export const closedBy = (lines: readonly LedgerLine[], day: string): number =>
  lines.filter(({ closedOn }) => closedOn !== undefined && closedOn <= day).length;

export const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Cells of a written ledger's first sheet below its header, by the column's title. */
export const writtenCells = async (bytes: Uint8Array): Promise<(title: string) => ExcelJS.CellValue[]> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as never);
  const sheet = workbook.worksheets[0]!;
  const rows = sheet.getRows(1, sheet.rowCount)!;
  const header = rows.findIndex((row) => row.getCell(1).value === '序号');
  const titles = rows[header]!.values as string[];
  const issues = rows.slice(header + 1).filter((row) => typeof row.getCell(1).value === 'number');
  return (title) => issues.map((row) => row.getCell(titles.indexOf(title)).value);
};

export const dayIn = (cell: ExcelJS.CellValue): string | undefined =>
  cell instanceof Date ? cell.toISOString().slice(0, 10) : undefined;
