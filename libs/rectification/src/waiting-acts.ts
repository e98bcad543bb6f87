import { decisionActs } from '#decision';
import type { RoutedAct } from '#event-sourcing-nest';
import { rectificationActs as acts } from './acts.js';
import type { WaitKind } from './projections/inbox/inbox-waits.js';
import type { InboxRow } from './projections/inbox/inbox.js';

type Acts = readonly RoutedAct[];
type BySubject = { readonly [Subject in InboxRow['subject']]?: Acts };

const endorsing: BySubject = { issue: [acts.EndorseClosure, acts.ReturnIssue] };
const working: BySubject = {
  issue: [acts.ReportProgress, acts.AttachEvidence, acts.RequestClosure],
  task: [acts.ReportTaskProgress, acts.AttachTaskEvidence, acts.CompleteTask],
};

/** What is to be done first, then what may be done instead. */
const answers: { readonly [Kind in WaitKind]: BySubject } = {
  'office-assign': { issue: [acts.AssignIssue], task: [acts.AssignTask] },
  'unit-claim': { issue: [acts.ClaimIssue] },
  'leader-claim': { issue: [acts.ClaimAsLeader] },
  'unit-report': working,
  'unit-rework': working,
  'unit-request': { issue: [acts.RequestClosure, acts.ReportProgress, acts.AttachEvidence] },
  'unit-endorse': endorsing,
  'office-endorse': endorsing,
  'leader-sign-off': { issue: [acts.ApproveClosure, acts.RejectClosure, acts.PlaceUnderLongTerm] },
  'long-term-sign-off': { issue: [acts.PlaceUnderLongTerm] },
  'meeting-decision': { issue: [decisionActs.PutOnAgenda], plan: [decisionActs.PutOnAgenda] },
  'waiver-sign-off': { issue: [acts.WaiveRequirement, acts.FindIssue] },
  'plan-submit': { plan: [acts.SubmitPlan] },
  'plan-sign-off': { plan: [acts.ApprovePlan, acts.RejectPlan] },
  'extension-decision': { issue: [acts.GrantExtension, acts.RefuseExtension] },
  overdue: { issue: [acts.FindIssue], task: [acts.FindTask] },
  'review-due': { issue: [acts.ReopenIssue, acts.FindIssue] },
};

export const answersTo = (kind: WaitKind, subject: InboxRow['subject']): Acts => answers[kind][subject] ?? [];

export const waitingKinds: {
  readonly [Kind in WaitKind | 'handover-sign']: { readonly zh: string; readonly en: string };
} = {
  'office-assign': { zh: '待分派', en: 'To be assigned' },
  'unit-claim': { zh: '待认领', en: 'To be claimed' },
  'leader-claim': { zh: '待责任领导认领', en: 'To be claimed by its leader' },
  'unit-report': { zh: '待填报进展', en: 'Progress to be reported' },
  'unit-rework': { zh: '退回或重新整改，待整改', en: 'Sent back, to be worked on' },
  'unit-request': { zh: '待申请销号', en: 'Closure to be requested' },
  'unit-endorse': { zh: '待单位审核', en: 'To be endorsed by the head of the unit' },
  'office-endorse': { zh: '待巡察办审核', en: 'To be endorsed by the office' },
  'leader-sign-off': { zh: '待签批销号', en: 'Closure to be signed' },
  'long-term-sign-off': { zh: '待签批长期整改', en: 'Long-term placement to be signed' },
  'waiver-sign-off': { zh: '待签批豁免', en: 'Waiver to be signed' },
  'meeting-decision': { zh: '待列入会议议程', en: 'To be put on an agenda' },
  'plan-submit': { zh: '整改方案待重新报送', en: 'Plan to be submitted again' },
  'plan-sign-off': { zh: '整改方案待审批', en: 'Plan to be approved' },
  'extension-decision': { zh: '延期申请待审批', en: 'Extension to be decided' },
  overdue: { zh: '已逾期，待督办', en: 'Overdue, to be looked after' },
  'review-due': { zh: '长期整改待复核', en: 'Long-term issue to be reviewed' },
  'handover-sign': { zh: '移交待接收', en: 'Hand-over to be accepted' },
};
