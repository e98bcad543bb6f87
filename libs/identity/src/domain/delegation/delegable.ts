/**
 * Work that may be done for somebody else, by the names of commands. What is not here never is: deciding, endorsing,
 * signing, voting, handing over, granting rights or delegating on.
 */
export const DELEGABLE = [
  'AttachEvidence',
  'AttachTaskEvidence',
  'ClaimIssue',
  'CompleteTask',
  'CorrectProgress',
  'RecordAccountability',
  'RecordRecovery',
  'RegisterRegulation',
  'ReportProgress',
  'ReportTaskProgress',
  'RequestClosure',
  'RequestExtension',
] as const;

/** What goes with any such work: to see what it is about. */
export const READ_WITH_IT: readonly string[] = [
  'DownloadEvidence',
  'FindIssue',
  'FindTask',
  'ListIssues',
  'ListTasks',
  'ReadHistory',
  'WaitingForMe',
];

const UPLOADING = ['AttachEvidence', 'AttachTaskEvidence'];

/** Whether a delegation of these acts lets its holder ask for the act. */
export const letsDo = (acts: readonly string[], act: string): boolean =>
  acts.includes(act) ||
  READ_WITH_IT.includes(act) ||
  (act === 'UploadEvidence' && acts.some((one) => UPLOADING.includes(one)));
