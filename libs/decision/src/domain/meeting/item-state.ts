import type { Instant, PlainDate, Recorded } from '#event-sourcing';
import { oncePerPerson } from '../body/once-per-person.js';
import type { Ballot, Matter } from '../rules/rule-set.js';
import type {
  AttendanceRecorded,
  BallotCast,
  ChairViewStated,
  Choice,
  DiscussionNoted,
  ItemPinnedAnew,
  ItemPutOff,
  ItemPutOnAgenda,
  ItemRecorded,
  MemberRecused,
  Named,
  Recusal,
  RecusalMoved,
  Result,
  Subject,
  VoteCast,
  VoteOpened,
} from './events.js';

/** What was entered of an item from the room. */
export type Hands = Omit<ItemRecorded['data'], 'itemId'>;
export type Note = Omit<DiscussionNoted['data'], 'itemId'>;
export type RollCall = AttendanceRecorded['data'];

/** Somebody who came, left or stood aside after the meeting was opened. */
export interface Movement extends RollCall {
  readonly at: Instant;
}

/** A vote that was opened; of a secret one it is known who has voted, and what is sealed. */
export interface Vote {
  readonly ballot: Ballot;
  readonly voters: readonly Named[];
  readonly seal?: Readonly<Record<string, string>>;
  readonly cast: readonly { readonly voter: Named; readonly choice?: Choice; readonly sealed?: string }[];
}

export type Outcome =
  | { readonly way: 'adopted' | 'voted-down'; readonly result: Result }
  | {
      readonly way: 'put-off';
      readonly cause: ItemPutOff['data']['cause'];
      readonly current?: string;
      readonly reason?: string;
    };

export interface Item {
  readonly itemId: string;
  readonly number: number;
  readonly matter: Matter;
  readonly title: string;
  readonly subject?: Subject;
  readonly reviewOn?: PlainDate;
  /** Since when the matter is before the body. */
  readonly putOnAt?: Instant;
  /** Why it was put on the agenda. */
  readonly asked?: string;
  readonly notes: readonly Note[];
  readonly recusals: readonly Recusal[];
  readonly motions: readonly { readonly personId: string; readonly by: string }[];
  readonly vote?: Vote;
  readonly hands?: Hands;
  readonly chairView?: { readonly chair: Named; readonly text: string };
  readonly outcome?: Outcome;
  /** Who was there when it ended. */
  readonly attendance?: readonly RollCall[];
}

/** An item as it was put on the agenda. */
export const freshItem = (data: ItemPutOnAgenda['data']): Item => ({ ...data, notes: [], recusals: [], motions: [] });

export const hasCast = ({ cast }: Vote, personId: string): boolean => cast.some(({ voter }) => voter.id === personId);

/** A vote was opened or entered, whatever became of it. */
export const wasVotedOn = ({ vote, hands }: Item): boolean => (vote ?? hands) !== undefined;

/** With all that was entered of it from the room. */
export const asTold = (item: Item): Item => {
  const { hands, notes, recusals, chairView } = item;
  if (!hands) return item;
  return {
    ...item,
    notes: [...notes, ...hands.discussion],
    recusals: [...recusals, ...hands.recusals],
    chairView: hands.chairView ?? chairView,
  };
};

/** Whoever is registered twice has the vote that was cast first. */
const withCast = (one: Item, cast: Vote['cast'][number]): Item => {
  const { vote } = one;
  return !vote || hasCast(vote, cast.voter.id) ? one : { ...one, vote: { ...vote, cast: [...vote.cast, cast] } };
};

/** Whoever leaves while the vote is open and has not voted is waited for no longer. */
export const withoutVoter = (one: Item, personId: string): Item => {
  const { vote, outcome } = one;
  if (!vote || outcome || hasCast(vote, personId)) return one;
  return { ...one, vote: { ...vote, voters: vote.voters.filter(({ id }) => id !== personId) } };
};

/** The roll with one call in place of what was called of the same person before. */
export const withCall = (attendance: readonly RollCall[], { person, attendance: as, reason }: RollCall) => {
  const call = { person, attendance: as, reason };
  const known = attendance.some((one) => one.person.id === person.id);
  return known ? attendance.map((one) => (one.person.id === person.id ? call : one)) : [...attendance, call];
};

/** How an item changes by what happens to it in the meeting. */
export const itemFolding = {
  ItemPinnedAnew: (one: Item, { data: { subject } }: Recorded<ItemPinnedAnew>): Item => ({
    ...one,
    subject,
    title: subject.title,
  }),
  DiscussionNoted: (one: Item, { data: { speaker, text } }: Recorded<DiscussionNoted>): Item => ({
    ...one,
    notes: [...one.notes, { speaker, text }],
  }),
  MemberRecused: (one: Item, { data: { person, cause, reason } }: Recorded<MemberRecused>): Item => ({
    ...one,
    recusals: [...one.recusals, { person, cause, reason }],
  }),
  RecusalMoved: (one: Item, { data: { person, by } }: Recorded<RecusalMoved>): Item => ({
    ...one,
    motions: [...one.motions, { personId: person.id, by: by.id }],
  }),
  VoteOpened: (one: Item, { data: { ballot, voters, seal } }: Recorded<VoteOpened>): Item => ({
    ...one,
    vote: { ballot, voters: oncePerPerson(voters), seal, cast: [] },
  }),
  VoteCast: (one: Item, { data: { voter, choice } }: Recorded<VoteCast>): Item => withCast(one, { voter, choice }),
  BallotCast: (one: Item, { data: { voter, sealed } }: Recorded<BallotCast>): Item => withCast(one, { voter, sealed }),
  ChairViewStated: (one: Item, { data: { chair, text } }: Recorded<ChairViewStated>): Item => ({
    ...one,
    chairView: { chair, text },
  }),
};
