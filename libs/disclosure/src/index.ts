import type { DeclaredContext } from '#event-sourcing-nest';
import { disclosureActs } from './acts.js';
import { disclosureProblems } from './problems.js';

/** Reads and writes papers; decides nothing and stores nothing of its own. */
export const disclosure: DeclaredContext = {
  name: 'disclosure',
  deciders: [],
  views: [],
  acts: disclosureActs,
  problems: disclosureProblems,
  eventTypes: {},
  pictures: {},
};

export { disclosureActs, disclosureProblems };
export { DisclosureModule } from './disclosure.module.js';
export type { ImportOutcome, ImportRefusal, ImportWarning, ListedCounts } from './importing/import-outcome.js';
export type { GivenFacts, ImportFile, ImportOptions, Place } from './importing/import-request.js';
export { ImportService } from './importing/import-service.js';
export { recognise, type Recognised } from './importing/recognise.js';
export { vocabulary as ledgerTitles } from './reading/ledger/columns.js';
export { readLedger } from './reading/ledger/reader.js';
export type * from './reading/ledger/reading.js';
export { UnreadableFile } from './reading/ledger/refusals.js';
export { type DecodedText, decodeReport } from '#files';
export { readSheet } from './reading/sheet/read-sheet.js';
export { readReport } from './reading/report/reader.js';
export type { ReportReading, ReportWarning } from './reading/report/reading.js';
export { documentNumberOf, mustBeIssuedBy, realDay, reportDay } from './http/report-day.js';
export { reportViews } from './http/reports.controller.js';
export {
  type Document,
  type LedgerFormat,
  ledgerFormats,
  type ReportFormat,
  reportFormats,
  writeLedger,
  writeReport,
} from './reporting/documents.js';
export { ledgerWorkbookOf } from './reporting/ledger-workbook.js';
export { officialReportOf, type ReportParticulars, TEMPLATE_VERSION } from './reporting/official-report.js';
export type { RoundOnDay } from './reporting/round-picture.js';
export type { LedgerWorkbook } from './writing/ledger-content.js';
export type { OfficialReport } from './writing/report-content.js';
