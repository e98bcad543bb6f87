import { Press } from '#documents';
import type { LedgerWorkbook, WrittenIssue } from './ledger-content.js';

export interface LedgerOrder {
  readonly format: 'xlsx' | 'pdf';
  readonly about: Omit<LedgerWorkbook, 'issues'>;
}

const press = new Press<LedgerOrder, WrittenIssue>(new URL('./ledger-printed', import.meta.url));

/** In a thread of its own, since a round may have thousands of issues. */
export const printLedger = ({ issues, ...about }: LedgerWorkbook, format: LedgerOrder['format']): Promise<Uint8Array> =>
  press.print({ format, about }, issues);
