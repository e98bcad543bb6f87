import type { ScopesTable } from '#identity';

const read = [
  'ReadMe',
  'ListUnits',
  'FindUnit',
  'ListPeople',
  'FindPerson',
  'ListRounds',
  'FindRound',
  'RoundStatistics',
  'RoundRegulations',
  'ListIssues',
  'FindIssue',
  'ListTasks',
  'FindTask',
  'WaitingForMe',
  'DownloadEvidence',
  'ReadHistory',
];

/** Acts of all contexts that a program may be let loose on. Whatever stands here nowhere is refused to every API client. */
export const clientScopes: ScopesTable = {
  read,
  audit: [
    'ReadMe',
    'ReadTrail',
    'ReadHistory',
    'ReadEvents',
    'ListAccounts',
    'FindAccount',
    'ListClients',
    'FindClient',
  ],
  export: ['ReadMe', 'ListRounds', 'FindRound', 'RoundReport', 'RoundLedger'],
  report: [
    'ReportProgress',
    'CorrectProgress',
    'UploadEvidence',
    'AttachEvidence',
    'RegisterRegulation',
    'ReportTaskProgress',
    'AttachTaskEvidence',
    'CompleteTask',
  ],
  import: ['OpenRound', 'RecordFindingText', 'DeliverIssue', 'PlanTask', 'UploadEvidence', 'ImportFile'],
  register: ['RegisterUnit', 'RenameUnit', 'DissolveUnit', 'RegisterPerson', 'HoldPost', 'LeavePost'],
};
