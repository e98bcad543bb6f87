// Loaded by the threads of the press alone.
import type { Printed } from '#documents';
import type { LedgerWorkbook, WrittenIssue } from './ledger-content.js';
import type { LedgerOrder } from './ledger-files.js';
import { writeLedgerPdf } from './ledger-pdf.js';
import { writeLedgerWorkbook } from './ledger-workbook.js';

const writers = { xlsx: writeLedgerWorkbook, pdf: writeLedgerPdf } as const;

export const printed: Printed<LedgerOrder, WrittenIssue> = ({ format, about }, issues) => {
  const ledger: LedgerWorkbook = { ...about, issues };
  return writers[format](ledger);
};
