import { alike, type Command, on, onFacts } from '#event-sourcing';
import { must, mustGiveReason, obey } from '../errors.js';
import { mustBeSignedOff, signatureOf, signedOff } from '../sign-offs.js';
import {
  ApprovePlan,
  ApprovePlanByMeeting,
  RejectPlan,
  RejectPlanByMeeting,
  ReturnPlan,
  SubmitPlan,
} from './commands.js';
import type { PlanDecisionFacts, SubmissionFacts } from './facts.js';
import type { PlanContent, PlanEvent, PlanSubmitted } from './events.js';
import { planPolicies, submissionPolicies } from './policies.js';
import type { Plan } from './state.js';

const contentIn = ({ title, text, files, authors }: PlanContent): PlanContent => ({ title, text, files, authors });

export const submitPlan = (command: SubmitPlan, plan: Plan, facts: SubmissionFacts): PlanEvent[] => {
  const { id, title, text } = command;
  const { uploaded: files, authors, edition, contentHash, planPolicy: policy } = facts;
  must(facts.isOfARound, 'round.unknown', { id });
  const content = { title, text, files, authors };
  const { status, submitted } = plan;
  const isTheSame = submitted !== undefined && alike(contentIn(submitted), content);
  if (isTheSame && (status === 'submitted' || status === 'approved')) return [];
  must(status !== 'submitted', 'plan.submitted-already', { edition: submitted?.edition });
  obey(submissionPolicies, command, plan, facts);
  return [{ type: 'PlanSubmitted', data: { ...content, edition, contentHash, policy } }];
};

const pinned = ({ edition, contentHash }: PlanSubmitted['data']) => ({ edition, contentHash });

const mustBeThere = ({ id }: Command, { submitted }: Plan): PlanSubmitted['data'] => {
  must(submitted, 'plan.unknown', { id });
  return submitted;
};

const mustBeSubmitted = ({ status, submitted }: Plan): void =>
  must(status === 'submitted', 'plan.not-submitted', { status, edition: submitted?.edition });

export const returnPlan = (command: ReturnPlan, plan: Plan): PlanEvent[] => {
  const submitted = mustBeThere(command, plan);
  if (plan.status === 'returned') return [];
  mustBeSubmitted(plan);
  const { roles } = command.actor;
  must(roles.includes('office'), 'plan.not-office', { roles });
  mustGiveReason(command);
  return [{ type: 'PlanReturned', data: pinned(submitted) }];
};

export const approvePlan = (command: ApprovePlan, plan: Plan, facts: PlanDecisionFacts): PlanEvent[] => {
  const submitted = mustBeThere(command, plan);
  if (plan.status === 'approved') return [];
  const policy = mustBeSignedOff(facts.planPolicy, 'plan.decided-by-meeting');
  mustBeSubmitted(plan);
  obey(planPolicies, command, plan, facts);
  const { step, decided } = signedOff(command, policy, plan.signatures);
  const signed: PlanEvent = { type: 'PlanSignedOff', data: { ...pinned(submitted), ...step } };
  return decided ? [signed, { type: 'PlanApproved', data: { ...pinned(submitted), decided } }] : [signed];
};

export const rejectPlan = (command: RejectPlan, plan: Plan, facts: PlanDecisionFacts): PlanEvent[] => {
  const submitted = mustBeThere(command, plan);
  if (plan.status === 'rejected') return [];
  mustBeSignedOff(facts.planPolicy, 'plan.decided-by-meeting');
  mustBeSubmitted(plan);
  obey(planPolicies, command, plan, facts);
  mustGiveReason(command);
  return [{ type: 'PlanRejected', data: { ...pinned(submitted), signature: signatureOf(command) } }];
};

/** The edition that the meeting decided on; absent when its decision was carried out already. */
const editionDecided = (
  command: ApprovePlanByMeeting | RejectPlanByMeeting,
  plan: Plan,
): PlanSubmitted['data'] | undefined => {
  const submitted = mustBeThere(command, plan);
  const { body, meeting, item, contentHash: decided } = command.decided;
  if (plan.decidedItems.has(item.id)) return undefined;
  mustBeSubmitted(plan);
  must(decided === submitted.contentHash, 'plan.changed-since-decision', {
    body: body.name,
    meeting: meeting.name,
    item: item.number,
    edition: submitted.edition,
    decided,
    current: submitted.contentHash,
  });
  return submitted;
};

export const approvePlanByMeeting = (command: ApprovePlanByMeeting, plan: Plan): PlanEvent[] => {
  const edition = editionDecided(command, plan);
  return edition ? [{ type: 'PlanApproved', data: { ...pinned(edition), decided: command.decided } }] : [];
};

export const rejectPlanByMeeting = (command: RejectPlanByMeeting, plan: Plan): PlanEvent[] => {
  const edition = editionDecided(command, plan);
  return edition ? [{ type: 'PlanVotedDown', data: { ...pinned(edition), decided: command.decided } }] : [];
};

export const planDecisions = [
  onFacts(SubmitPlan, submitPlan, 'PlanSubmitted'),
  on(ReturnPlan, returnPlan, 'PlanReturned'),
  onFacts(ApprovePlan, approvePlan, 'PlanSignedOff', 'PlanApproved'),
  onFacts(RejectPlan, rejectPlan, 'PlanRejected'),
  on(ApprovePlanByMeeting, approvePlanByMeeting, 'PlanApproved'),
  on(RejectPlanByMeeting, rejectPlanByMeeting, 'PlanVotedDown'),
];
