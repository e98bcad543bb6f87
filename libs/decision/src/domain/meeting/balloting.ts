import { type Command, onFacts } from '#event-sourcing';
import { LEAST_DECIDING, quorumNeeded, quorumOf } from '../rules/arithmetic.js';
import type { Ballot } from '../rules/rule-set.js';
import { subjectPolicies } from './agenda.js';
import {
  asOpened,
  type Dealing,
  IsOneOf,
  ItemCommand,
  type ItemFacts,
  must,
  mustBeOnAgenda,
  mustBeOpen,
  mustBeTakenUp,
  mustBeUndecided,
  obey,
  onlySecretaryOrChairConductsTheMeeting,
  type Policy,
  type Refusal,
  unless,
} from './conduct.js';
import type { MeetingEvent, Named, Recusal } from './events.js';
import type { Item, Meeting } from './state.js';
import { attendingOf, chairStatesIn, isRecused, presentMembers, presidingOver, rulesOf, votersOn } from './voters.js';

export class OpenVote extends ItemCommand {
  @IsOneOf(['named', 'secret']) ballot!: Exclude<Ballot, 'show-of-hands'>;
}

export interface VoteFacts extends ItemFacts {
  /** Secret: the public key that ballots are sealed with. */
  readonly seal?: Readonly<Record<string, string>>;
}

interface Balloting extends Dealing {
  readonly ballot: Ballot;
}

const theRulesAllowTheBallot: Policy<Command, Balloting> = (_, { meeting, ballot }) =>
  unless(rulesOf(meeting).ballots.includes(ballot), 'vote.ballot-not-allowed', {
    ballot,
    allowed: rulesOf(meeting).ballots,
  });

/** Nobody votes now in a meeting that was held before; how they voted then is entered from its papers. */
const votesOfThePastAreEntered: Policy<Command, Balloting> = (_, { meeting, ballot }) =>
  unless(meeting.entered === undefined || ballot === 'show-of-hands', 'vote.of-the-past', {
    heldOn: meeting.heldOn,
    ballot,
  });

const theSubjectStillExists: Policy<ItemCommand, Item, ItemFacts> = (_, { subject, number }, { current }) =>
  unless(subject === undefined || current !== undefined, 'item.subject-unknown', { number, subjectId: subject?.id });

const theSubjectIsAsItWasPinned: Policy<ItemCommand, Item, ItemFacts> = (_, { subject, number, title }, { current }) =>
  unless(subject === undefined || current?.subject.contentHash === subject.contentHash, 'item.changed-since-pinned', {
    number,
    title,
    pinned: subject?.contentHash,
    current: current?.subject.contentHash,
  });

/** Whoever worked on the thing, as known when it was pinned or now. */
const involvedIn = ({ current }: ItemFacts, { item }: Dealing): ReadonlySet<string> =>
  new Set([...(item.subject?.involved ?? []), ...(current?.subject.involved ?? [])]);

/** Two at least, and as many as the rules ask for. */
export const votersMissing = ({ meeting, item }: Dealing, voters: readonly Named[]): Refusal | undefined => {
  const rules = rulesOf(meeting);
  const attending = attendingOf(meeting, item, voters);
  const { of, needed: asked } = quorumNeeded(rules, item.matter, attending);
  const needed = Math.max(LEAST_DECIDING, asked);
  const { source } = quorumOf(rules, item.matter);
  const { number, matter } = item;
  return unless(attending.present >= needed, 'item.no-quorum', { number, matter, ...attending, of, needed, source });
};

const enoughMembersAttendForTheMatter: Policy<Command, Dealing, ItemFacts> = (_, dealing, facts) =>
  votersMissing(dealing, votersOn(dealing.meeting, dealing.item, involvedIn(facts, dealing)));

const somebodyPresidesOverTheItem: Policy<Command, Dealing> = (_, { meeting, item }) =>
  unless(presidingOver(meeting, item) !== undefined, 'item.nobody-presides', {
    number: item.number,
    chair: meeting.opened.chair.name,
  });

/** Where the chair speaks last and before the vote. */
const theChairHasSpokenBeforeTheVote: Policy<Command, Dealing> = (_, { meeting, item }) =>
  unless(chairStatesIn(meeting) !== 'before-vote' || item.chairView !== undefined, 'item.chair-view-missing', {
    number: item.number,
    chair: presidingOver(meeting, item)?.name,
  });

/** Members who worked on the thing and attend: recused where the rules say so. */
const recusedByRule = (facts: ItemFacts, dealing: Dealing): Recusal[] => {
  const { meeting, item } = dealing;
  if (rulesOf(meeting).involved === 'refused') return [];
  const involved = involvedIn(facts, dealing);
  return presentMembers(meeting, meeting.opened)
    .filter(({ id }) => involved.has(id) && !isRecused(item, id))
    .map(({ id, name }) => ({
      person: { id, name },
      cause: 'involved',
      reason: '参与办理该事项 / worked on the thing to be decided',
    }));
};

interface Electorate {
  readonly recused: readonly Recusal[];
  readonly voters: readonly Named[];
}

/** Who votes on the item and who stands aside by rule; refused where there can be no vote on it. */
export const electorateOf = (command: ItemCommand, balloting: Balloting, facts: ItemFacts): Electorate => {
  const { meeting, item } = balloting;
  obey([theRulesAllowTheBallot, votesOfThePastAreEntered], command, balloting);
  obey([theSubjectStillExists, theSubjectIsAsItWasPinned], command, item, facts);
  obey(subjectPolicies, command, meeting, facts);
  const recused = recusedByRule(facts, balloting);
  const then = { meeting, item: { ...item, recusals: [...item.recusals, ...recused] } };
  obey(
    [somebodyPresidesOverTheItem, theChairHasSpokenBeforeTheVote, enoughMembersAttendForTheMatter],
    command,
    then,
    facts,
  );
  const voters = votersOn(meeting, then.item, involvedIn(facts, then)).map(({ id, name }) => ({ id, name }));
  return { recused, voters };
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
  const { recused, voters } = electorateOf(command, { meeting, item, ballot }, facts);
  const seal = ballot === 'secret' ? facts.seal : undefined;
  must(ballot === 'named' || seal, 'vote.not-taken', { number, ballot });
  return [
    ...recused.map((one) => ({ type: 'MemberRecused', data: { itemId, ...one } }) as const),
    { type: 'VoteOpened', data: { itemId, ballot, voters, seal } },
  ];
};

export const ballotingDecisions = [onFacts(OpenVote, openVote, 'MemberRecused', 'VoteOpened')];
