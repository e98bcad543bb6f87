import type { Command } from '#event-sourcing';
import type { Policy } from '../errors.js';
import { onlyALeaderDecides, onlyAnEntitledMemberSigns } from '../sign-offs.js';
import type { PlanDecisionFacts, SubmissionFacts } from './facts.js';
import type { Plan } from './state.js';

export const aLaterEditionGivesItsReason: Policy<Command, Plan> = ({ reason }, { submitted }) =>
  submitted && !reason?.trim() ? { code: 'reason.missing', details: { field: 'reason' } } : undefined;

export const noPlanIsOfADayBeforeTheDelivery: Policy<Command, Plan, SubmissionFacts> = (
  { effectiveOn },
  _,
  { deliveredOn: earliest },
) =>
  effectiveOn !== undefined && earliest !== undefined && effectiveOn < earliest
    ? { code: 'effective.before-delivery', details: { field: 'effectiveOn', effectiveOn, earliest } }
    : undefined;

export const theEditionIsTheNextOne: Policy<Command, Plan, SubmissionFacts> = (_, { submitted }, { edition }) => {
  const next = (submitted?.edition ?? 0) + 1;
  return edition === next ? undefined : { code: 'plan.changed-meanwhile', details: { asked: edition, next } };
};

export const submissionPolicies: readonly Policy<Command, Plan, SubmissionFacts>[] = [
  noPlanIsOfADayBeforeTheDelivery,
  aLaterEditionGivesItsReason,
  theEditionIsTheNextOne,
];

export const whoeverSubmittedOrWroteThePlanNeverDecidesIt: Policy<Command, Plan> = ({ actor }, { involved }) =>
  involved.has(actor.personId) ? 'plan.author-decides' : undefined;

export const theSamePersonNeverSignsThePlanTwice: Policy<Command, Plan> = ({ actor }, { signatures }) =>
  signatures.some(({ personId }) => personId === actor.personId)
    ? { code: 'plan.signed-already', details: { person: actor.name, signed: signatures.length } }
    : undefined;

export const planPolicies: readonly Policy<Command, Plan, PlanDecisionFacts>[] = [
  onlyALeaderDecides,
  onlyAnEntitledMemberSigns,
  whoeverSubmittedOrWroteThePlanNeverDecidesIt,
  theSamePersonNeverSignsThePlanTwice,
];
