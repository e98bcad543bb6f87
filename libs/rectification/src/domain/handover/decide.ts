import { type Command, on, onFacts } from '#event-sourcing';
import { must, obey } from '../errors.js';
import { AcceptHandover, DeclineHandover, ProposeHandover, WithdrawHandover } from './commands.js';
import type { AcceptanceFacts, ProposalFacts } from './facts.js';
import type { HandoverEvent } from './events.js';
import {
  onePersonNeverSignsBothSides,
  onlyTheProposerWithdraws,
  onlyTheSuccessorSigns,
  theLeaverIsOrWasOfTheUnit,
  theLeaverSignsOrTheHeadForSomebodyGone,
  theSuccessorIsOfTheUnit,
  theSuccessorIsStillOfTheUnit,
  workIsHandedToAnotherPerson,
} from './policies.js';
import type { Handovers, OpenHandover } from './state.js';

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
