import { asks, asksFile, calls, declare, does } from '#event-sourcing-nest';
import * as rounds from './domain/round/opening.js';
import * as particulars from './domain/round/particulars.js';
import * as registers from './domain/round/register.js';
import * as policies from './domain/round/policy.js';
import * as plans from './domain/plan/submission.js';
import * as approvals from './domain/plan/approval.js';
import * as delivery from './domain/issue/work/delivery.js';
import * as assignments from './domain/issue/work/assignment.js';
import * as progress from './domain/issue/work/progress.js';
import * as evidence from './domain/issue/work/evidence.js';
import * as regulations from './domain/issue/work/regulations.js';
import * as extensions from './domain/issue/work/extension.js';
import * as accountability from './domain/issue/work/accountability.js';
import * as recovery from './domain/issue/work/recovery.js';
import * as deliveries from './domain/issue/correction/delivery.js';
import * as waivers from './domain/issue/closure/waiving.js';
import * as requests from './domain/issue/closure/requesting.js';
import * as endorsements from './domain/issue/closure/endorsing.js';
import * as closures from './domain/issue/outcome/decision.js';
import * as longTerm from './domain/issue/outcome/long-term.js';
import * as reopening from './domain/issue/outcome/reopening.js';
import * as tasks from './domain/task/planning.js';
import * as taskAssignments from './domain/task/assignment.js';
import * as taskWork from './domain/task/work.js';
import * as handovers from './domain/handover/signing.js';
import { sentByTheProgram } from './internal-acts.js';
import type { StoredFile } from './evidence/evidence-files.js';
import type { Found, Listed, Versioned } from '#contracts';
import type { ShownBehind, ShownChanges, ShownGroups, ShownStatistics } from './http/answers.js';
import type { HandoverRow } from './projections/handovers.js';
import type { IssueRow } from './projections/issue/issue-detail.js';
import type { LedgerRow } from './projections/ledger/ledger-row.js';
import type { MeetingDecisionRow } from './projections/meeting-decisions.js';
import type { PlanView } from './projections/plan/plan-detail.js';
import type { RegulationOfRound } from './projections/round/regulations.js';
import type { RoundWithPlan } from './projections/round/rounds-with-plans.js';
import type { TaskRow } from './projections/tasks.js';

const unit = ['unit-head', 'reporter'] as const;
/** For natural people only. */
const none = [] as const;

const office = { roles: ['office'], scopes: none, delegable: false, proof: 'session', about: 'round' } as const;
/** Decisions: of these the person proves anew that it is them. */
const leading = { roles: ['leader'], scopes: none, delegable: false, proof: 'fresh', about: 'issue' } as const;
const work = { roles: unit, scopes: ['report'], delegable: true, proof: 'session', about: 'issue' } as const;
const together = {
  roles: ['office', 'unit-head'],
  scopes: none,
  delegable: false,
  proof: 'session',
  about: 'issue',
} as const;
const putsRight = { ...together, roles: [...unit, 'office'] } as const;
const granting = { ...leading, roles: ['office', 'leader'] } as const;
const recording = { ...together, delegable: true } as const;
const workOnTask = { ...work, about: 'task' } as const;
const handing = { ...together, roles: [...unit, 'office'], about: 'handover' } as const;
const read = { roles: 'signed-in', scopes: ['read'], delegable: false, recorded: false } as const;
const seenWithWork = { roles: 'signed-in', scopes: ['read'], delegable: true, recorded: false } as const;
const files = {
  roles: [...unit, 'office'],
  scopes: ['report', 'import'],
  delegable: ['AttachEvidence', 'AttachTaskEvidence'],
  proof: 'session',
} as const;

export const rectificationActs = declare('rectification', {
  OpenRound: does(rounds.OpenRound, '建立巡察轮次', 'Open a round', { ...office, scopes: ['import'], about: 'new' }),
  CorrectRound: does(particulars.CorrectRound, '更正轮次信息', 'Correct a round', office),
  RecordFindingText: does(particulars.RecordFindingText, '录入反馈意见', 'Record a text of findings', {
    ...office,
    scopes: ['import'],
  }),
  ReviseBreakdown: does(registers.ReviseBreakdown, '修订反馈数量', 'Revise the asserted breakdown', office),
  ChangeCountingRule: does(particulars.ChangeCountingRule, '变更口径', 'Change the counting rule', {
    ...office,
    proof: 'fresh',
  }),
  ChangeClosurePolicy: does(policies.ChangeClosurePolicy, '变更销号规则', 'Change the closure policy', {
    ...leading,
    about: 'round',
  }),
  ChangePlanPolicy: does(policies.ChangePlanPolicy, '变更方案审批规则', 'Change the policy for plans', {
    ...leading,
    about: 'round',
  }),
  OrganiseWork: does(particulars.OrganiseWork, '说明整改工作组织情况', 'State how the work is organised', office),
  AnnounceContact: does(particulars.AnnounceContact, '公布联系方式', 'Announce a contact', office),
  ListRounds: asks<Listed<Versioned<RoundWithPlan>>>('轮次列表', 'List rounds', {
    ...read,
    scopes: ['read', 'export'],
  }),
  FindRound: asks<Found<RoundWithPlan>>('查看轮次', 'Show a round', { ...read, scopes: ['read', 'export'] }),
  RoundStatistics: asks<ShownStatistics>('轮次统计', 'Statistics of a round', read),
  RoundGroups: asks<ShownGroups>('轮次分组统计', 'Statistics of a round by area, heading or unit', read),
  RoundChanges: asks<ShownChanges>('轮次两日对比', 'Comparison of two days of a round', read),
  BehindFigure: asks<ShownBehind>('统计数字明细', 'What stands behind a number of the statistics', read),
  RoundRegulations: asks<Listed<RegulationOfRound>>('轮次制度清单', 'Regulations of a round', read),

  SubmitPlan: does(plans.SubmitPlan, '报送整改方案', 'Submit a plan', { ...together, about: 'plan' }),
  ReturnPlan: does(approvals.ReturnPlan, '退回整改方案', 'Return a plan', { ...office, about: 'plan' }),
  ApprovePlan: does(approvals.ApprovePlan, '批准整改方案', 'Approve a plan', { ...leading, about: 'plan' }),
  RejectPlan: does(approvals.RejectPlan, '否决整改方案', 'Reject a plan', { ...leading, about: 'plan' }),
  FindPlan: asks<Found<PlanView>>('查看整改方案', 'Show a plan', { ...read, scopes: none }),

  DeliverIssue: does(delivery.DeliverIssue, '反馈问题', 'Deliver an issue', { ...office, scopes: ['import'] }),
  CorrectIssue: does(deliveries.CorrectIssue, '更正问题', 'Correct an issue', { ...office, about: 'issue' }),
  AssignIssue: does(assignments.AssignIssue, '明确责任', 'Assign an issue', { ...office, about: 'issue' }),
  ClaimIssue: does(assignments.ClaimIssue, '认领问题', 'Claim an issue', { ...work, scopes: none }),
  ClaimAsLeader: does(assignments.ClaimAsLeader, '班子成员认领问题', 'Claim an issue as its leader', {
    ...leading,
    proof: 'session',
  }),
  ReportProgress: does(progress.ReportProgress, '填报进展', 'Report progress', work),
  CorrectProgress: does(progress.CorrectProgress, '更正进展', 'Correct a report of progress', work),
  AttachEvidence: does(evidence.AttachEvidence, '提交佐证材料', 'Attach evidence', work),
  RegisterRegulation: does(regulations.RegisterRegulation, '登记制度', 'Register a regulation', {
    ...work,
    roles: [...unit, 'office'],
  }),
  RequestExtension: does(extensions.RequestExtension, '申请延期', 'Request an extension', { ...work, scopes: none }),
  GrantExtension: does(extensions.GrantExtension, '同意延期', 'Grant an extension', granting),
  RefuseExtension: does(extensions.RefuseExtension, '不同意延期', 'Refuse an extension', granting),
  RecordAccountability: does(accountability.RecordAccountability, '登记追责问责', 'Record accountability', recording),
  RecordRecovery: does(recovery.RecordRecovery, '登记挽回资金', 'Record money recovered', recording),
  CorrectRegulation: does(regulations.CorrectRegulation, '更正制度登记', 'Correct a regulation', putsRight),
  WithdrawRegulation: does(regulations.WithdrawRegulation, '撤销制度登记', 'Withdraw a regulation', putsRight),
  CorrectAccountability: does(accountability.CorrectAccountability, '更正追责问责', 'Correct accountability', together),
  WithdrawAccountability: does(
    accountability.WithdrawAccountability,
    '撤销追责问责',
    'Withdraw accountability',
    together,
  ),
  CorrectRecovery: does(recovery.CorrectRecovery, '更正挽回资金', 'Correct money recovered', together),
  WithdrawRecovery: does(recovery.WithdrawRecovery, '撤销挽回资金', 'Withdraw money recovered', together),
  ListIssues: asks<Listed<Versioned<LedgerRow>>>('整改台账', 'Ledger of issues', seenWithWork),
  FindIssue: asks<Found<IssueRow>>('查看问题', 'Show an issue', seenWithWork),

  WaiveRequirement: does(waivers.WaiveRequirement, '豁免销号条件', 'Waive a requirement for closure', leading),
  RequestClosure: does(requests.RequestClosure, '申请销号', 'Request closure', { ...work, scopes: none }),
  EndorseClosure: does(endorsements.EndorseClosure, '审核同意', 'Endorse a closure', {
    ...leading,
    roles: ['unit-head', 'office'],
  }),
  ReturnIssue: does(endorsements.ReturnIssue, '退回整改', 'Return an issue', {
    ...together,
    roles: ['unit-head', 'office'],
  }),
  ApproveClosure: does(closures.ApproveClosure, '同意销号', 'Approve a closure', leading),
  RejectClosure: does(closures.RejectClosure, '不予销号', 'Reject a closure', leading),
  PlaceUnderLongTerm: does(
    longTerm.PlaceUnderLongTerm,
    '转长期整改',
    'Place an issue under long-term rectification',
    leading,
  ),
  ReopenIssue: does(reopening.ReopenIssue, '重新整改', 'Reopen an issue', granting),
  ListMeetingDecisions: asks<Listed<MeetingDecisionRow>>('会议决定落实情况', 'List what meetings decided', {
    ...read,
    roles: ['office', 'leader', 'inspector'],
    scopes: none,
  }),

  PlanTask: does(tasks.PlanTask, '列入整改任务', 'Plan a task', {
    ...office,
    roles: ['office', 'unit-head'],
    scopes: ['import'],
  }),
  CorrectTask: does(tasks.CorrectTask, '更正任务', 'Correct a task', { ...office, about: 'task' }),
  AssignTask: does(taskAssignments.AssignTask, '任务分工', 'Assign a task', { ...together, about: 'task' }),
  ReportTaskProgress: does(taskWork.ReportTaskProgress, '填报任务进展', 'Report progress of a task', workOnTask),
  AttachTaskEvidence: does(taskWork.AttachTaskEvidence, '提交任务佐证材料', 'Attach evidence to a task', workOnTask),
  CompleteTask: does(taskWork.CompleteTask, '完成任务', 'Complete a task', workOnTask),
  ListTasks: asks<Listed<Versioned<TaskRow>>>('任务列表', 'List tasks', seenWithWork),
  FindTask: asks<Found<TaskRow>>('查看任务', 'Show a task', seenWithWork),

  ProposeHandover: does(handovers.ProposeHandover, '提出工作移交', 'Propose a hand-over', handing),
  AcceptHandover: does(handovers.AcceptHandover, '接收工作移交', 'Accept a hand-over', handing),
  DeclineHandover: does(handovers.DeclineHandover, '拒绝接收移交', 'Decline a hand-over', handing),
  WithdrawHandover: does(handovers.WithdrawHandover, '撤回工作移交', 'Withdraw a hand-over', handing),
  ListHandovers: asks<Listed<Versioned<HandoverRow>>>('工作移交列表', 'List hand-overs', { ...read, scopes: none }),
  FindHandover: asks<Found<HandoverRow>>('查看工作移交', 'Show a hand-over', { ...read, scopes: none }),

  UploadEvidence: calls<StoredFile>('上传佐证文件', 'Upload a file', files),
  DownloadEvidence: asksFile<never>(['application/octet-stream'], '下载佐证文件', 'Download a file', {
    ...seenWithWork,
    recorded: 'reading',
  }),

  ...sentByTheProgram,
});
