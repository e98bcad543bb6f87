import { paperTypes } from '#documents';
import { declare, asks, asksFile, calls } from '#event-sourcing-nest';
import type { ImportOutcome } from './importing/import-outcome.js';
import type { ImportRun } from './importing/import-run.js';
import type { RoundComparison } from './writing/comparison-content.js';
import type { LedgerWorkbook } from './writing/ledger-content.js';
import type { OfficialReport } from './writing/report-content.js';

const reports = ['application/json', ...paperTypes];
const workbooks = [
  'application/json',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/pdf',
];

const exporting = { roles: 'signed-in', scopes: ['export'], delegable: false, recorded: 'export' } as const;
const importing = { roles: ['office'], scopes: ['import'], delegable: false, proof: 'session' } as const;
/** Who began it, the office and the administrator: to all others it is not there. */
const following = { roles: 'signed-in', scopes: ['import'], delegable: false } as const;

export const disclosureActs = declare('disclosure', {
  ImportFile: calls<ImportOutcome>('导入', 'Import a report or a ledger', importing),
  FindImport: asks<ImportRun>('导入进度', 'Show how far an import has come', { ...following, recorded: false }),
  CancelImport: calls<ImportRun>('取消导入', 'Cancel an import', { ...following, proof: 'session' }),
  RoundReport: asksFile<OfficialReport>(reports, '整改情况通报', 'Official report of a round', exporting),
  RoundComparison: asksFile<RoundComparison>(reports, '整改情况对比', 'Paper of two days of a round', exporting),
  RoundLedger: asksFile<LedgerWorkbook>(workbooks, '整改台账文件', 'Ledger file of a round', exporting),
});
