import type { Command } from '#event-sourcing';
import { type Policy, type Refusal, unless } from '../commands.js';
import type { Named } from '../body/events.js';
import { LEAST_DECIDING, quorumNeeded, quorumOf } from '../rules/arithmetic.js';
import type { Ballot } from '../rules/rule-set.js';
import type { CastVote } from './commands.js';
import type { Dealing } from './chair-view.js';
import type { ItemFacts } from './facts.js';
import { attendanceOf, hasCast } from './state.js';
import { attendingOf, chairStatesIn, isEntitled, joinedLater, presidingOver, rulesOf, votersOn } from './voters.js';

export interface Balloting extends Dealing {
  readonly ballot: Ballot;
}

export const theRulesAllowTheBallot: Policy<Command, Balloting> = (_, { meeting, ballot }) =>
  unless(rulesOf(meeting).ballots.includes(ballot), 'vote.ballot-not-allowed', {
    ballot,
    allowed: rulesOf(meeting).ballots,
  });

/** Nobody votes now in a meeting that was held before; how they voted then is entered from its papers. */
export const votesOfThePastAreEntered: Policy<Command, Balloting> = (_, { meeting, ballot }) =>
  unless(meeting.entered === undefined || ballot === 'show-of-hands', 'vote.of-the-past', {
    heldOn: meeting.heldOn,
    ballot,
  });

/** Whoever worked on the thing, as known when it was pinned or now. */
export const involvedIn = ({ current }: ItemFacts, { item }: Dealing): ReadonlySet<string> =>
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

export const enoughMembersAttendForTheMatter: Policy<Command, Dealing, ItemFacts> = (_, dealing, facts) =>
  votersMissing(dealing, votersOn(dealing.meeting, dealing.item, involvedIn(facts, dealing)));

export const somebodyPresidesOverTheItem: Policy<Command, Dealing> = (_, { meeting, item }) =>
  unless(presidingOver(meeting, item) !== undefined, 'item.nobody-presides', {
    number: item.number,
    chair: meeting.opened.chair.name,
  });

/** Where the chair speaks last and before the vote. */
export const theChairHasSpokenBeforeTheVote: Policy<Command, Dealing> = (_, { meeting, item }) =>
  unless(chairStatesIn(meeting) !== 'before-vote' || item.chairView !== undefined, 'item.chair-view-missing', {
    number: item.number,
    chair: presidingOver(meeting, item)?.name,
  });

export const aVoteIsNeverDelegated: Policy<CastVote, unknown> = ({ actor, onBehalfOf }) =>
  unless(onBehalfOf === undefined, 'vote.delegated', { person: actor.name, onBehalfOf });

export const nobodyVotesForAnother: Policy<CastVote, unknown> = ({ actor, personId }) =>
  unless(personId === undefined || personId === actor.personId, 'vote.proxy', { person: actor.name, personId });

export const whoeverSitsInHasNoVote: Policy<CastVote, Dealing> = ({ actor }, { meeting }) =>
  unless(attendanceOf(meeting, actor.personId)?.attendance !== 'sitting-in', 'vote.sitting-in', {
    person: actor.name,
    entitled: meeting.opened.entitled.length,
  });

export const onlyEntitledMembersVote: Policy<CastVote, Dealing> = ({ actor }, { meeting }) =>
  unless(isEntitled(meeting.opened, actor.personId), 'vote.not-entitled', {
    person: actor.name,
    entitled: meeting.opened.entitled.length,
  });

export const whoeverJoinedLaterHasNoVote: Policy<CastVote, Dealing> = ({ actor }, { meeting, item }) => {
  const seat = meeting.opened.entitled.find(({ person }) => person.id === actor.personId);
  return unless(!seat || !joinedLater(seat, item), 'vote.joined-later', {
    person: actor.name,
    number: item.number,
    joinedAt: seat?.appointedAt,
    beforeTheBodySince: item.putOnAt,
  });
};

export const whoeverIsAbsentHasNoVote: Policy<CastVote, Dealing> = ({ actor }, { meeting }) => {
  const call = attendanceOf(meeting, actor.personId);
  return unless(call?.attendance !== 'absent', 'vote.absent', { person: actor.name, reason: call?.reason });
};

export const whoeverIsRecusedHasNoVote: Policy<CastVote, Dealing> = ({ actor }, { meeting, item }) => {
  const recusal = item.recusals.find(({ person }) => person.id === actor.personId);
  const call = attendanceOf(meeting, actor.personId);
  const whole = call?.attendance === 'recused';
  return unless(!recusal && !whole, 'vote.recused', {
    person: actor.name,
    cause: recusal?.cause ?? 'whole-meeting',
    reason: recusal?.reason ?? call?.reason,
    number: item.number,
  });
};

/** Who is present, entitled and not recused but no voter worked on the thing decided. */
export const whoeverWorkedOnTheThingHasNoVote: Policy<CastVote, Dealing> = ({ actor }, { item }) =>
  unless(!item.vote || item.vote.voters.some(({ id }) => id === actor.personId), 'vote.involved', {
    person: actor.name,
    number: item.number,
    title: item.title,
  });

export const onlyAnOpenVoteTakesVotes: Policy<CastVote, Dealing> = (_, { item }) => {
  const { number, title, outcome, vote } = item;
  if (outcome) return { code: 'vote.closed', details: { number, title, outcome: outcome.way } };
  return unless(vote !== undefined, 'vote.not-open', { number, title });
};

export const nobodyVotesTwice: Policy<CastVote, Dealing> = ({ actor }, { item: { vote, number } }) =>
  unless(!vote || !hasCast(vote, actor.personId), 'vote.cast-already', {
    person: actor.name,
    number,
    cast: vote?.cast.length,
    voters: vote?.voters.length,
  });

/** Where the chair states a view only when all others have voted. */
export const theChairVotesLast: Policy<CastVote, Dealing> = ({ actor }, { meeting, item }) => {
  const { vote } = item;
  const applies = chairStatesIn(meeting) === 'before-result' && presidingOver(meeting, item)?.id === actor.personId;
  if (!applies || !vote) return undefined;
  const [cast, others] = [vote.cast.length, vote.voters.length - 1];
  return unless(cast === others, 'vote.chair-before-others', { person: actor.name, cast, voters: others });
};

export const castPolicies: readonly Policy<CastVote, Dealing>[] = [
  aVoteIsNeverDelegated,
  nobodyVotesForAnother,
  whoeverSitsInHasNoVote,
  onlyEntitledMembersVote,
  whoeverJoinedLaterHasNoVote,
  whoeverIsAbsentHasNoVote,
  whoeverIsRecusedHasNoVote,
  onlyAnOpenVoteTakesVotes,
  whoeverWorkedOnTheThingHasNoVote,
  nobodyVotesTwice,
  theChairVotesLast,
];
