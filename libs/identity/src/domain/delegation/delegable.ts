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
