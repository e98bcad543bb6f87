import { type Command, on, onFacts } from '#event-sourcing';
import { type AgendaTitle, RectificationCommand, must, mustGiveReason, obey, type Policy } from '../commands.js';
import type { PlanEvent, PlanPolicy, PlanSubmitted, PlanVotedDown } from './events.js';
import type { Plan } from './state.js';
import {
  mustBeSignedOff,
  onlyALeaderDecides,
  onlyAnEntitledMemberSigns,
  type Signatories,
  signatureOf,
  signedOff,
} from '../sign-offs.js';

export class ReturnPlan extends RectificationCommand {
  static readonly underAuthority = true;
}

abstract class PlanDecision extends RectificationCommand {
  static readonly underAuthority = true;
}

export class ApprovePlan extends PlanDecision {}

export class RejectPlan extends PlanDecision {}

/** What a body decided at its meeting. Sent by the process that carries it out, by nobody else. */
abstract class PlanMeetingCommand extends RectificationCommand {
  decided!: PlanVotedDown['data']['decided'];
  about?: AgendaTitle;
}

export class ApprovePlanByMeeting extends PlanMeetingCommand {}

export class RejectPlanByMeeting extends PlanMeetingCommand {}

export interface PlanDecisionFacts {
  readonly planPolicy: PlanPolicy;
  /** Where the policy names a body whose members sign. */
  readonly signatories?: Signatories;
}

const whoeverSubmittedOrWroteThePlanNeverDecidesIt: Policy<Command, Plan> = ({ actor }, { involved }) =>
  involved.has(actor.personId) ? 'plan.author-decides' : undefined;

const theSamePersonNeverSignsThePlanTwice: Policy<Command, Plan> = ({ actor }, { signatures }) =>
  signatures.some(({ personId }) => personId === actor.personId)
    ? { code: 'plan.signed-already', details: { person: actor.name, signed: signatures.length } }
    : undefined;

const planPolicies: readonly Policy<Command, Plan, PlanDecisionFacts>[] = [
  onlyALeaderDecides,
  onlyAnEntitledMemberSigns,
  whoeverSubmittedOrWroteThePlanNeverDecidesIt,
  theSamePersonNeverSignsThePlanTwice,
];

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

export const approvalDecisions = [
  on(ReturnPlan, returnPlan, 'PlanReturned'),
  onFacts(ApprovePlan, approvePlan, 'PlanSignedOff', 'PlanApproved'),
  onFacts(RejectPlan, rejectPlan, 'PlanRejected'),
  on(ApprovePlanByMeeting, approvePlanByMeeting, 'PlanApproved'),
  on(RejectPlanByMeeting, rejectPlanByMeeting, 'PlanVotedDown'),
];
