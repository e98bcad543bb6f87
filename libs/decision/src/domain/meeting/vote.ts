import { onFacts } from '#event-sourcing';
import {
  type Dealing,
  IsId,
  IsOneOf,
  IsOptional,
  MeetingCommand,
  must,
  mustBeOnAgenda,
  mustBeOpen,
  obey,
  type Policy,
  unless,
} from './conduct.js';
import { type Choice, choices, type MeetingEvent } from './events.js';
import { attendanceOf, hasCast, type Meeting } from './state.js';
import { chairStatesIn, isEntitled, joinedLater, presidingOver } from './voters.js';

export class CastVote extends MeetingCommand {
  /** Left out of the digest by which a repeated request is known: three possible choices are soon tried. */
  static readonly unhashed: readonly string[] = ['choice'];

  @IsId() itemId!: string;
  @IsOneOf(choices) choice!: Choice;
  /** Whose vote it is: one's own. Somebody else's is refused by name. */
  @IsOptional() @IsId() personId?: string;
}

export interface BallotFacts {
  /** Secret: the choice, sealed. */
  readonly sealed?: string;
}

const aVoteIsNeverDelegated: Policy<CastVote, unknown> = ({ actor, onBehalfOf }) =>
  unless(onBehalfOf === undefined, 'vote.delegated', { person: actor.name, onBehalfOf });

const nobodyVotesForAnother: Policy<CastVote, unknown> = ({ actor, personId }) =>
  unless(personId === undefined || personId === actor.personId, 'vote.proxy', { person: actor.name, personId });

const whoeverSitsInHasNoVote: Policy<CastVote, Dealing> = ({ actor }, { meeting }) =>
  unless(attendanceOf(meeting, actor.personId)?.attendance !== 'sitting-in', 'vote.sitting-in', {
    person: actor.name,
    entitled: meeting.opened.entitled.length,
  });

const onlyEntitledMembersVote: Policy<CastVote, Dealing> = ({ actor }, { meeting }) =>
  unless(isEntitled(meeting.opened, actor.personId), 'vote.not-entitled', {
    person: actor.name,
    entitled: meeting.opened.entitled.length,
  });

const whoeverJoinedLaterHasNoVote: Policy<CastVote, Dealing> = ({ actor }, { meeting, item }) => {
  const seat = meeting.opened.entitled.find(({ person }) => person.id === actor.personId);
  return unless(!seat || !joinedLater(seat, item), 'vote.joined-later', {
    person: actor.name,
    number: item.number,
    joinedAt: seat?.appointedAt,
    beforeTheBodySince: item.putOnAt,
  });
};

const whoeverIsAbsentHasNoVote: Policy<CastVote, Dealing> = ({ actor }, { meeting }) => {
  const call = attendanceOf(meeting, actor.personId);
  return unless(call?.attendance !== 'absent', 'vote.absent', { person: actor.name, reason: call?.reason });
};

const whoeverIsRecusedHasNoVote: Policy<CastVote, Dealing> = ({ actor }, { meeting, item }) => {
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
const whoeverWorkedOnTheThingHasNoVote: Policy<CastVote, Dealing> = ({ actor }, { item }) =>
  unless(!item.vote || item.vote.voters.some(({ id }) => id === actor.personId), 'vote.involved', {
    person: actor.name,
    number: item.number,
    title: item.title,
  });

const onlyAnOpenVoteTakesVotes: Policy<CastVote, Dealing> = (_, { item }) => {
  const { number, title, outcome, vote } = item;
  if (outcome) return { code: 'vote.closed', details: { number, title, outcome: outcome.way } };
  return unless(vote !== undefined, 'vote.not-open', { number, title });
};

const nobodyVotesTwice: Policy<CastVote, Dealing> = ({ actor }, { item: { vote, number } }) =>
  unless(!vote || !hasCast(vote, actor.personId), 'vote.cast-already', {
    person: actor.name,
    number,
    cast: vote?.cast.length,
    voters: vote?.voters.length,
  });

/** Where the chair states a view only when all others have voted. */
const theChairVotesLast: Policy<CastVote, Dealing> = ({ actor }, { meeting, item }) => {
  const { vote } = item;
  const applies = chairStatesIn(meeting) === 'before-result' && presidingOver(meeting, item)?.id === actor.personId;
  if (!applies || !vote) return undefined;
  const [cast, others] = [vote.cast.length, vote.voters.length - 1];
  return unless(cast === others, 'vote.chair-before-others', { person: actor.name, cast, voters: others });
};

const castPolicies: readonly Policy<CastVote, Dealing>[] = [
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

export const voteDecisions = [onFacts(CastVote, castVote, 'VoteCast', 'BallotCast')];
