/** What is put on record when it is read, by the names of queries; everything else is the daily work. */
export const RECORDED: Readonly<Record<string, 'reading' | 'export'>> = {
  DownloadEvidence: 'reading',
  FindAccount: 'reading',
  FindClient: 'reading',
  ListAccounts: 'reading',
  ListClients: 'reading',
  ListInspectorNotices: 'reading',
  ReadTrail: 'reading',
  ReadEvents: 'export',
  RoundLedger: 'export',
  RoundReport: 'export',
};

/** Whoever follows the log page by page is no export, and would otherwise feed on what is recorded of it. */
export const SMALL_PAGE = 100;
