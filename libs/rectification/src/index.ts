import { bodyDecider, entitledOn } from '#decision';
import type { Lookup } from '#event-sourcing';
import type { DeclaredContext } from '#event-sourcing-nest';
import { rectificationActs } from './acts.js';
import { rectificationEventTypes } from './event-types.js';
import { mustStay, personDecider, unitDecider, unitsAbove } from '#identity';
import { handover } from './domain/handover/handover.js';
import { issue } from './domain/issue/issue.js';
import { plan } from './domain/plan/plan.js';
import { round } from './domain/round/round.js';
import { task } from './domain/task/task.js';
import { rectificationProblems as decisionProblems } from './domain/problems.js';
import { evidenceProblems } from './evidence/problems.js';
import { leads } from './facts/leading-members.js';
import { handingOver } from './handing-over.js';
import { longTermReview } from './long-term-review.js';
import { meetingDecisions } from './meeting-decisions.js';
import { handoverHandlings, type Posts } from './facts/handover-facts.js';
import type { Directory, Files } from './facts/named.js';
import { rectificationHandlings } from './facts/handlings.js';
import { attachments } from './projections/issue/attachments.js';
import { handovers } from './projections/handovers.js';
import { inbox } from './projections/inbox/inbox.js';
import { issues } from './projections/issue/issues.js';
import { ledger } from './projections/ledger/ledger.js';
import { meetingDecisionsView } from './projections/meeting-decisions.js';
import { planDetail } from './projections/plan/plan-detail.js';
import { plans } from './projections/plan/plans.js';
import { register } from './projections/round/register.js';
import { regulations } from './projections/round/regulations.js';
import { rounds } from './projections/round/rounds.js';
import { tasks } from './projections/tasks.js';
import { policyWaiting } from './policy-waiting.js';
import { rectificationUpcasters } from './upcasters.js';
import { handoverWaiting, rectificationWaiting } from './waiting.js';
import { namedThings } from './visibility/named-things.js';

const personWho = async (id: string, look: Lookup) => {
  const { state } = await look.state(personDecider, id);
  if (state) mustStay(id, state);
  return state;
};

/** Read from the streams themselves: a unit registered a moment ago is known. */
const directory: Directory & Posts = {
  unit: async (id, look) => (await look.state(unitDecider, id)).state,
  person: personWho,
  above: unitsAbove,
  leads,
  body: async (id, look, on) => {
    const { state } = await look.state(bodyDecider, id);
    if (!state) return undefined;
    const { name, dissolved, competence, ruleSet } = state;
    const { rules } = ruleSet;
    const required = rules.way === 'sign-offs' ? rules.required : undefined;
    const entitled = entitledOn(state, on).map(({ person }) => person.id);
    return { id, name, dissolved, competence, way: rules.way, required, entitled };
  },
  posts: personWho,
};

export const rectificationProblems = { ...decisionProblems, ...evidenceProblems };

/** Rounds, issues, tasks, evidence and closure. */
export const rectification = (files: Files): DeclaredContext => ({
  name: 'rectification',
  deciders: [round, plan, issue, task, handover],
  views: [
    rounds,
    plans,
    planDetail,
    register,
    ledger,
    issues,
    tasks,
    inbox,
    regulations,
    handovers,
    attachments,
    meetingDecisionsView,
  ],
  processes: [longTermReview, handingOver, meetingDecisions],
  handlings: [...rectificationHandlings(directory, files), ...handoverHandlings(directory)],
  upcasters: rectificationUpcasters,
  acts: rectificationActs,
  problems: rectificationProblems,
  eventTypes: rectificationEventTypes,
  pictures: { round: rounds, plan: planDetail, issue: issues, task: tasks },
  named: namedThings,
  waiting: [rectificationWaiting, policyWaiting, handoverWaiting],
});

export { rectificationEventTypes };

export { handover, issue, plan, round, task };
export { handovers, inbox, issues, ledger, planDetail, plans, register, regulations, rounds, tasks };
export { changesSince } from './changes-since.js';
export { mustHaveNoWork } from './facts/assignment-facts.js';
export { meetingSubjects } from './meeting-subjects.js';
export { type DamagedFile, EvidenceFiles, type StoredFile } from './evidence/evidence-files.js';
export { Uploads } from './evidence/uploads.js';
export { EvidenceSweep } from './evidence/evidence-sweep.js';
export { isAttached } from './visibility/is-attached.js';

export { Visibility } from './visibility/visibility.js';
export { visibilities, type VisibleScope } from './visibility/visible-scope.js';
export { rectificationActs };
export { RectificationModule } from './rectification.module.js';
export { ProposeHandover } from './domain/handover/signing.js';
export { EndorseClosure, ReturnIssue } from './domain/issue/closure/endorsing.js';
export { RequestClosure } from './domain/issue/closure/requesting.js';
export { CarryOverClosure, CarryOverLongTerm } from './domain/issue/outcome/carrying-over.js';
export { ApproveClosure } from './domain/issue/outcome/decision.js';
export { PlaceUnderLongTerm } from './domain/issue/outcome/long-term.js';
export { ReopenIssue } from './domain/issue/outcome/reopening.js';
export { RecordAccountability } from './domain/issue/work/accountability.js';
export { AssignIssue, ClaimIssue } from './domain/issue/work/assignment.js';
export { DeliverIssue } from './domain/issue/work/delivery.js';
export { AttachEvidence } from './domain/issue/work/evidence.js';
export { GrantExtension, RequestExtension } from './domain/issue/work/extension.js';
export { CarryOverProgress, ReportProgress } from './domain/issue/work/progress.js';
export { RecordRecovery } from './domain/issue/work/recovery.js';
export { RegisterRegulation } from './domain/issue/work/regulations.js';
export { SubmitPlan } from './domain/plan/submission.js';
export { OpenRound } from './domain/round/opening.js';
export { AnnounceContact, OrganiseWork, RecordFindingText } from './domain/round/particulars.js';
export { ChangeClosurePolicy } from './domain/round/policy.js';
export { AssignTask } from './domain/task/assignment.js';
export { CarryOverTask, PlanTask } from './domain/task/planning.js';
export { CompleteTask, ReportTaskProgress } from './domain/task/work.js';
export { regulationKey } from './domain/issue/correction/same-regulation.js';
export type * from './domain/handover/events.js';
export type * from './domain/issue/events.js';
export type * from './domain/plan/events.js';
export type * from './domain/round/events.js';
export type * from './domain/task/events.js';
export * from './projections/ledger/ledger-list.js';
export { findIssue } from './projections/issue/issues.js';
export type { IssueRow } from './projections/issue/issue-detail.js';
export { streamsOfRound } from './projections/round/register.js';
export type { LedgerRow } from './projections/ledger/ledger-row.js';
export { isEnded, issueStatuses, type IssueStatus } from './domain/issue/lifecycle.js';
export { regulationsOfRound, type RegulationOfRound } from './projections/round/regulations.js';
export { nothingOn } from './projections/round/before-delivery.js';
export { findRound, listRounds, type RoundRow, type RoundView } from './projections/round/rounds.js';
export {
  changedIssue,
  changedLines,
  type ChangedIssue,
  type ChangedLines,
  type TwoDays,
} from './projections/round/round-changes.js';
export { roundStatistics, type RoundStatistics } from './projections/round/statistics.js';
export { listTasks, tasksOfIssue, type TaskRow } from './projections/tasks.js';
export type { PolicyWork } from './policy-waiting.js';
export type { HandoverWork, RectificationWork } from './waiting.js';
