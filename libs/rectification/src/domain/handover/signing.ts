import { type Command, dateOf, on, onFacts, type PlainDate } from '#event-sourcing';
import { IsId, IsText } from '#shapes';
import { RectificationCommand, must, obey, type Policy } from '../commands.js';
import type { HandoverEvent, Named, WorkItem } from './events.js';
import type { Handovers, OpenHandover } from './state.js';

/** `id` is the person whose work is handed over: one hand-over of a person is open at a time. */
export class ProposeHandover extends RectificationCommand {
  @IsId()
  unitId!: string;

  @IsId()
  successorId!: string;
}

export class AcceptHandover extends RectificationCommand {}

abstract class ReasonedHandover extends RectificationCommand {
  @IsText(2000)
  override reason!: string;
}

export class DeclineHandover extends ReasonedHandover {}

export class WithdrawHandover extends ReasonedHandover {}

/** A person of the directory, with the posts that matter here. */
export interface Holder extends Named {
  /** In the unit, by first and last day. */
  readonly posts: readonly { readonly unitId: string; readonly from: PlainDate; readonly to?: PlainDate }[];
}

export interface ProposalFacts {
  readonly leaver: Holder;
  readonly successor: Holder;
  readonly unit: Named;
  /** What the leaver handles and has not finished. */
  readonly work: readonly WorkItem[];
}

export interface AcceptanceFacts {
  /** Absent when no hand-over is open. */
  readonly successor?: Holder;
}

type ProposalRule = Policy<ProposeHandover, Handovers, ProposalFacts>;

const holdsPost = ({ posts }: Holder, unitId: string, day: string): boolean =>
  posts.some((post) => post.unitId === unitId && post.from <= day && (post.to === undefined || day <= post.to));

const workIsHandedToAnotherPerson: Policy<ProposeHandover, Handovers> = ({ id, successorId }) =>
  id === successorId
    ? { code: 'handover.to-the-same-person', details: { field: 'successorId', personId: id } }
    : undefined;

const theLeaverIsOrWasOfTheUnit: ProposalRule = (_command, _handovers, { leaver, unit }) =>
  leaver.posts.some(({ unitId }) => unitId === unit.id)
    ? undefined
    : { code: 'handover.not-of-the-unit', details: { person: leaver.name, unit: unit.name } };

const theSuccessorIsOfTheUnit: ProposalRule = ({ issuedAt }, _, { successor, unit }) =>
  holdsPost(successor, unit.id, dateOf(issuedAt))
    ? undefined
    : { code: 'handover.successor-not-of-the-unit', details: { person: successor.name, unit: unit.name } };

/** In person while in post; once gone, the head of the unit does it and says why. */
const theLeaverSignsOrTheHeadForSomebodyGone: ProposalRule = (command, _, { leaver, unit }) => {
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

const onePersonNeverSignsBothSides: Policy<Command, OpenHandover> = ({ actor }, { proposer }) =>
  actor.id === proposer.account || actor.personId === proposer.personId
    ? { code: 'handover.same-person-signs-both', details: { person: actor.name } }
    : undefined;

const onlyTheSuccessorSigns: Policy<Pick<Command, 'actor'>, OpenHandover> = ({ actor }, { data }) =>
  actor.personId === data.to.id ? undefined : { code: 'handover.not-the-successor', details: { person: actor.name } };

const theSuccessorIsStillOfTheUnit: Policy<Command, OpenHandover, AcceptanceFacts> = (
  { issuedAt },
  { data },
  { successor },
) =>
  successor && holdsPost(successor, data.unit.id, dateOf(issuedAt))
    ? undefined
    : { code: 'handover.successor-not-of-the-unit', details: { person: data.to.name, unit: data.unit.name } };

const onlyTheProposerWithdraws: Policy<Pick<Command, 'actor'>, OpenHandover> = ({ actor }, open) =>
  actor.personId === open.proposer.personId
    ? undefined
    : { code: 'handover.not-the-proposer', details: { person: actor.name } };

const proposalPolicies = [
  workIsHandedToAnotherPerson,
  theLeaverIsOrWasOfTheUnit,
  theSuccessorIsOfTheUnit,
  theLeaverSignsOrTheHeadForSomebodyGone,
];

const mustBeOpen = ({ id }: Command, { open }: Handovers): OpenHandover => {
  must(open, 'handover.none-open', { personId: id });
  return open;
};

const isTheSame = ({ successorId, unitId, actor }: ProposeHandover, { open }: Handovers): boolean =>
  open?.data.to.id === successorId && open.data.unit.id === unitId && open.proposer.personId === actor.personId;

export const proposeHandover = (
  command: ProposeHandover,
  handovers: Handovers,
  facts: ProposalFacts,
): HandoverEvent[] => {
  const { id, actor } = command;
  const { leaver, successor, unit, work } = facts;
  if (isTheSame(command, handovers)) return [];
  obey(proposalPolicies, command, handovers, facts);
  must(!handovers.open, 'handover.open-already', { person: leaver.name, successor: handovers.open?.data.to.name });
  must(work.length > 0, 'handover.nothing-to-hand-over', { person: leaver.name });
  const [from, to] = [leaver, successor].map((one) => ({ id: one.id, name: one.name })) as [Holding, Holding];
  const signedFor = actor.personId === id ? 'self' : 'unit';
  return [{ type: 'HandoverProposed', data: { from, to, unit, work, signedFor } }];
};

type Holding = { readonly id: string; readonly name: string };

export const acceptHandover = (
  command: AcceptHandover,
  handovers: Handovers,
  facts: AcceptanceFacts,
): HandoverEvent[] => {
  if (!handovers.open && handovers.accepted?.to.id === command.actor.personId) return [];
  const open = mustBeOpen(command, handovers);
  obey([onePersonNeverSignsBothSides, onlyTheSuccessorSigns, theSuccessorIsStillOfTheUnit], command, open, facts);
  const { from, to, unit, work } = open.data;
  return [{ type: 'HandoverAccepted', data: { proposal: open.proposal, from, to, unit, work } }];
};

export const declineHandover = (command: DeclineHandover, handovers: Handovers): HandoverEvent[] => {
  const open = mustBeOpen(command, handovers);
  obey([onlyTheSuccessorSigns], command, open);
  return [{ type: 'HandoverDeclined', data: { proposal: open.proposal, to: open.data.to } }];
};

export const withdrawHandover = (command: WithdrawHandover, handovers: Handovers): HandoverEvent[] => {
  const open = mustBeOpen(command, handovers);
  obey([onlyTheProposerWithdraws], command, open);
  return [{ type: 'HandoverWithdrawn', data: { proposal: open.proposal, to: open.data.to } }];
};

export const handoverDecisions = [
  onFacts(ProposeHandover, proposeHandover, 'HandoverProposed'),
  onFacts(AcceptHandover, acceptHandover, 'HandoverAccepted'),
  on(DeclineHandover, declineHandover, 'HandoverDeclined'),
  on(WithdrawHandover, withdrawHandover, 'HandoverWithdrawn'),
];
