import { onFacts } from '#event-sourcing';
import { must, obey } from '../errors.js';
import { subjectPolicies, theSubjectIsAsItWasPinned, theSubjectStillExists } from './agenda-policies.js';
import { CastVote, OpenVote } from './commands.js';
import { onlySecretaryOrChairConductsTheMeeting } from './conduct-policies.js';
import type { Dealing } from './discussion-policies.js';
import type { MeetingEvent, MemberRecused } from './events.js';
import { asOpened, type BallotFacts, type ItemFacts, type VoteFacts } from './facts.js';
import { mustBeOnAgenda, mustBeOpen, mustBeTakenUp, mustBeUndecided } from './preconditions.js';
import type { Meeting } from './state.js';
import {
  castPolicies,
  enoughMembersAttendForTheMatter,
  involvedIn,
  somebodyPresidesOverTheItem,
  theChairHasSpokenBeforeTheVote,
  theRulesAllowTheBallot,
} from './vote-policies.js';
import { presentMembers, rulesOf, votersOn, isRecused } from './voters.js';

/** Members who worked on the thing and attend: recused where the rules say so. */
const recusedByRule = (facts: ItemFacts, dealing: Dealing): MemberRecused['data'][] => {
  const { meeting, item } = dealing;
  if (rulesOf(meeting).involved === 'refused') return [];
  const involved = involvedIn(facts, dealing);
  return presentMembers(meeting, meeting.opened)
    .filter(({ id }) => involved.has(id) && !isRecused(item, id))
    .map(({ id, name }) => ({
      itemId: item.itemId,
      person: { id, name },
      cause: 'involved',
      reason: '参与办理该事项 / worked on the thing to be decided',
    }));
};

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
  obey([theRulesAllowTheBallot], command, { meeting, item });
  obey([theSubjectStillExists, theSubjectIsAsItWasPinned], command, item, facts);
  obey(subjectPolicies, command, meeting, facts);
  const recused = recusedByRule(facts, { meeting, item });
  const then = { meeting, item: { ...item, recusals: [...item.recusals, ...recused] } };
  obey(
    [somebodyPresidesOverTheItem, theChairHasSpokenBeforeTheVote, enoughMembersAttendForTheMatter],
    command,
    then,
    facts,
  );
  const voters = votersOn(meeting, then.item, involvedIn(facts, then)).map(({ id, name }) => ({ id, name }));
  const seal = ballot === 'secret' ? facts.seal : undefined;
  must(ballot === 'named' || seal, 'vote.not-taken', { number, ballot });
  return [
    ...recused.map((data) => ({ type: 'MemberRecused', data }) as const),
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
