import type { RightsTable } from '#identity';

const unit = ['unit-head', 'reporter'] as const;
const carriedOut = { roles: [], note: 'Sent by the process that carries out what a meeting decided' } as const;

/** Who may ask for what; which unit's issue, and whose hands must be clean, the decisions say. */
export const rectificationRights: RightsTable = {
  OpenRound: { roles: ['office'] },
  RecordFindingText: { roles: ['office'] },
  ReviseBreakdown: { roles: ['office'] },
  ChangeCountingRule: { roles: ['office'] },
  ChangeClosurePolicy: { roles: ['leader'] },
  ChangePlanPolicy: { roles: ['leader'] },
  OrganiseWork: { roles: ['office'] },
  AnnounceContact: { roles: ['office'] },

  SubmitPlan: { roles: ['office', 'unit-head'] },
  ReturnPlan: { roles: ['office'] },
  ApprovePlan: { roles: ['leader'] },
  RejectPlan: { roles: ['leader'] },

  DeliverIssue: { roles: ['office'] },
  AssignIssue: { roles: ['office'] },
  ClaimIssue: { roles: unit },
  ReportProgress: { roles: unit },
  CorrectProgress: { roles: unit },
  AttachEvidence: { roles: unit },
  RegisterRegulation: { roles: [...unit, 'office'] },
  RequestExtension: { roles: unit },
  GrantExtension: { roles: ['office', 'leader'] },
  RefuseExtension: { roles: ['office', 'leader'] },
  RecordAccountability: { roles: ['office', 'unit-head'] },
  RecordRecovery: { roles: ['office', 'unit-head'] },

  ProposeHandover: { roles: [...unit, 'office'] },
  AcceptHandover: { roles: [...unit, 'office'] },
  DeclineHandover: { roles: [...unit, 'office'] },
  WithdrawHandover: { roles: [...unit, 'office'] },
  ListHandovers: { roles: 'signed-in' },
  FindHandover: { roles: 'signed-in' },

  WaiveRequirement: { roles: ['leader'] },
  RequestClosure: { roles: unit },
  EndorseClosure: { roles: ['unit-head', 'office'] },
  ReturnIssue: { roles: ['unit-head', 'office'] },
  ApproveClosure: { roles: ['leader'] },
  RejectClosure: { roles: ['leader'] },
  PlaceUnderLongTerm: { roles: ['leader'] },
  ReopenIssue: { roles: ['office', 'leader'] },

  CloseByMeeting: carriedOut,
  RejectByMeeting: carriedOut,
  PlaceUnderLongTermByMeeting: carriedOut,
  RefuseLongTermByMeeting: carriedOut,
  ApprovePlanByMeeting: carriedOut,
  RejectPlanByMeeting: carriedOut,

  PlanTask: { roles: ['office', 'unit-head'] },
  AssignTask: { roles: ['office', 'unit-head'] },
  ReportTaskProgress: { roles: unit },
  AttachTaskEvidence: { roles: unit },
  CompleteTask: { roles: unit },

  UploadEvidence: { roles: [...unit, 'office'] },
  DownloadEvidence: { roles: 'signed-in' },

  ListRounds: { roles: 'signed-in' },
  FindRound: { roles: 'signed-in' },
  RoundStatistics: { roles: 'signed-in' },
  RoundRegulations: { roles: 'signed-in' },
  ListIssues: { roles: 'signed-in' },
  FindIssue: { roles: 'signed-in' },
  ListTasks: { roles: 'signed-in' },
  FindTask: { roles: 'signed-in' },
  FindPlan: { roles: 'signed-in' },
  ListMeetingDecisions: { roles: ['office', 'leader', 'inspector'] },
  WaitingForMe: { roles: 'signed-in' },
};
