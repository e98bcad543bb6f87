import { onFacts } from '#event-sourcing';
import { must, obey } from '../commands.js';
import { CastVote, OpenVote } from './commands.js';
import { onlySecretaryOrChairConductsTheMeeting } from './conduct-policies.js';
import type { Dealing } from './chair-view.js';
import { electorateOf } from './electorate.js';
import type { MeetingEvent } from './events.js';
import { asOpened, type BallotFacts, type VoteFacts } from './facts.js';
import { mustBeOnAgenda, mustBeOpen, mustBeTakenUp, mustBeUndecided } from './conduct.js';
import type { Meeting } from './state.js';
import { castPolicies } from './balloting.js';

const dealingWith = (command: OpenVote, at: Meeting): Dealing => {
  const meeting = mustBeOpen(command, at);
  obey([onlySecretaryOrChairConductsTheMeeting], command, meeting, asOpened);
  const item = mustBeOnAgenda(meeting, command.itemId);
  mustBeUndecided(item);
  mustBeTakenUp(meeting, item);
  return { meeting, item };
};

export const openVote = (command: OpenVote, at: Meeting, facts: VoteFacts): MeetingEvent[] => {
  const { itemId, ballot } = command;
  const { meeting, item } = dealingWith(command, at);
  const { vote, number } = item;
  if (vote?.ballot === ballot) return [];
  must(!vote, 'vote.opened-already', { number, ballot: vote?.ballot, cast: vote?.cast.length });
  const { recused, voters } = electorateOf(command, { meeting, item, ballot }, facts);
  const seal = ballot === 'secret' ? facts.seal : undefined;
  must(ballot === 'named' || seal, 'vote.not-taken', { number, ballot });
  return [
    ...recused.map((one) => ({ type: 'MemberRecused', data: { itemId, ...one } }) as const),
    { type: 'VoteOpened', data: { itemId, ballot, voters, seal } },
  ];
};

export const castVote = (command: CastVote, at: Meeting, { sealed }: BallotFacts): MeetingEvent[] => {
  const { itemId, choice, actor } = command;
  const meeting = mustBeOpen(command, at);
  const item = mustBeOnAgenda(meeting, itemId);
  obey(castPolicies, command, { meeting, item });
  const voter = { id: actor.personId, name: actor.name };
  const { ballot } = item.vote!;
  must(ballot === 'named' ? choice : sealed, 'vote.not-taken', { number: item.number, ballot });
  return [
    ballot === 'named'
      ? { type: 'VoteCast', data: { itemId, voter, choice } }
      : { type: 'BallotCast', data: { itemId, voter, sealed: sealed! } },
  ];
};

export const voteDecisions = [
  onFacts(OpenVote, openVote, 'MemberRecused', 'VoteOpened'),
  onFacts(CastVote, castVote, 'VoteCast', 'BallotCast'),
];
