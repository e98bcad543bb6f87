import { type Command, dateOf } from '#event-sourcing';
import type { Policy } from '../errors.js';
import type { ProposeHandover } from './commands.js';
import type { AcceptanceFacts, Holder, ProposalFacts } from './facts.js';
import type { Handovers, OpenHandover } from './state.js';

type ProposalRule = Policy<ProposeHandover, Handovers, ProposalFacts>;

const holdsPost = ({ posts }: Holder, unitId: string, day: string): boolean =>
  posts.some((post) => post.unitId === unitId && post.from <= day && (post.to === undefined || day <= post.to));

export const workIsHandedToAnotherPerson: Policy<ProposeHandover, Handovers> = ({ id, successorId }) =>
  id === successorId
    ? { code: 'handover.to-the-same-person', details: { field: 'successorId', personId: id } }
    : undefined;

export const theLeaverIsOrWasOfTheUnit: ProposalRule = (_command, _handovers, { leaver, unit }) =>
  leaver.posts.some(({ unitId }) => unitId === unit.id)
    ? undefined
    : { code: 'handover.not-of-the-unit', details: { person: leaver.name, unit: unit.name } };

export const theSuccessorIsOfTheUnit: ProposalRule = ({ issuedAt }, _, { successor, unit }) =>
  holdsPost(successor, unit.id, dateOf(issuedAt))
    ? undefined
    : { code: 'handover.successor-not-of-the-unit', details: { person: successor.name, unit: unit.name } };

/** In person while in post; once gone, the head of the unit does it and says why. */
export const theLeaverSignsOrTheHeadForSomebodyGone: ProposalRule = (command, _, { leaver, unit }) => {
  const { actor, id, issuedAt, reason } = command;
  if (actor.personId === id) return undefined;
  if (!actor.roles.includes('unit-head') || actor.unitId !== unit.id) {
    return { code: 'handover.not-unit-head', details: { person: actor.name, unit: unit.name } };
  }
  if (holdsPost(leaver, unit.id, dateOf(issuedAt))) {
    return { code: 'handover.still-in-post', details: { person: leaver.name, unit: unit.name } };
  }
  return reason?.trim() ? undefined : { code: 'reason.missing', details: { field: 'reason' } };
};

export const onePersonNeverSignsBothSides: Policy<Command, OpenHandover> = ({ actor }, { proposer }) =>
  actor.id === proposer.account || actor.personId === proposer.personId
    ? { code: 'handover.same-person-signs-both', details: { person: actor.name } }
    : undefined;

export const onlyTheSuccessorSigns: Policy<Pick<Command, 'actor'>, OpenHandover> = ({ actor }, { data }) =>
  actor.personId === data.to.id ? undefined : { code: 'handover.not-the-successor', details: { person: actor.name } };

export const theSuccessorIsStillOfTheUnit: Policy<Command, OpenHandover, AcceptanceFacts> = (
  { issuedAt },
  { data },
  { successor },
) =>
  successor && holdsPost(successor, data.unit.id, dateOf(issuedAt))
    ? undefined
    : { code: 'handover.successor-not-of-the-unit', details: { person: data.to.name, unit: data.unit.name } };

export const onlyTheProposerWithdraws: Policy<Pick<Command, 'actor'>, OpenHandover> = ({ actor }, open) =>
  actor.personId === open.proposer.personId
    ? undefined
    : { code: 'handover.not-the-proposer', details: { person: actor.name } };
