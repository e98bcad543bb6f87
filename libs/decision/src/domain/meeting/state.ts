import type { Instant, PlainDate, Recorded } from '#event-sourcing';
import type { Named } from '../body/events.js';
import type { Ballot, Matter } from '../rules/rule-set.js';
import type {
  AttendanceRecorded,
  Attendee,
  Choice,
  Correction,
  DiscussionNoted,
  ItemPutOff,
  ItemPutOnAgenda,
  ItemRecorded,
  MeetingConvened,
  MeetingMoved,
  MeetingPaper,
  MeetingOpened,
  RecordCorrectionProposed,
  Recusal,
  Result,
  Subject,
  SummaryIssued,
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

export interface Signature extends Attendee {
  readonly sha256: string;
}

export interface RecordCorrection extends Correction {
  readonly reason?: string;
}

/** 会议记录 in its newest edition. */
export interface MinutesRecord {
  readonly edition: number;
  readonly sha256: string;
  readonly remarks?: string;
  readonly form?: 2;
  readonly corrections: readonly RecordCorrection[];
  /** Once all have signed: what one holds to be corrected and another has yet to confirm. */
  readonly proposal?: RecordCorrectionProposed['data'];
  readonly signatures: readonly Signature[];
}

/** An item as it was put on the agenda. */
export const freshItem = (data: ItemPutOnAgenda['data']): Item => ({ ...data, notes: [], recusals: [], motions: [] });

/** Why a meeting of the past is entered later, and by which papers. */
export interface Entered {
  readonly papers: readonly MeetingPaper[];
  readonly reason?: string;
}

export type Move = MeetingMoved['data'] & { readonly at: Instant; readonly reason?: string };

export interface ConvenedMeeting {
  readonly body: Named;
  readonly title: string;
  readonly heldOn: PlainDate;
  readonly place: string;
  readonly convenedAt?: Instant;
  /** Of a meeting of the past, entered when it was convened here. */
  readonly entered?: Entered;
  readonly moves: readonly Move[];
  readonly stage: 'convened' | 'open' | 'closed' | 'cancelled';
  readonly items: readonly Item[];
  /** Numbers are given once, also those of items taken off. */
  readonly lastNumber: number;
  readonly takenOff: readonly string[];
  /** As it stands now. */
  readonly attendance: readonly RollCall[];
  /** As it was when the meeting was opened. */
  readonly rollCall?: readonly RollCall[];
  readonly movements: readonly Movement[];
  readonly opened?: MeetingOpened['data'] & { readonly at: Instant };
  /** The item that is being dealt with. */
  readonly takenUp?: string;
  readonly closedAt?: Instant;
  readonly record?: MinutesRecord;
  readonly summary?: SummaryIssued['data'];
}

export const freshMeeting = (
  { papers, ...data }: MeetingConvened['data'],
  { recordedAt, metadata }: Partial<Pick<Recorded, 'recordedAt' | 'metadata'>> = {},
): ConvenedMeeting => ({
  ...data,
  convenedAt: recordedAt,
  entered: papers && { papers, reason: metadata?.reason },
  moves: [],
  stage: 'convened',
  items: [],
  lastNumber: 0,
  takenOff: [],
  attendance: [],
  movements: [],
});

/** `undefined` stands for a meeting that was never convened. */
export type Meeting = ConvenedMeeting | undefined;

/** What was frozen when the meeting was opened. */
export type Opened = NonNullable<ConvenedMeeting['opened']>;

export const attendanceOf = ({ attendance }: ConvenedMeeting, personId: string): RollCall | undefined =>
  attendance.find(({ person }) => person.id === personId);

/** The roll with one call in place of what was called of the same person before. */
export const withCall = (attendance: readonly RollCall[], { person, attendance: as, reason }: RollCall) => {
  const call = { person, attendance: as, reason };
  const known = attendance.some((one) => one.person.id === person.id);
  return known ? attendance.map((one) => (one.person.id === person.id ? call : one)) : [...attendance, call];
};

export const itemOf = ({ items }: ConvenedMeeting, itemId: string): Item | undefined =>
  items.find((one) => one.itemId === itemId);

export const hasCast = ({ cast }: Vote, personId: string): boolean => cast.some(({ voter }) => voter.id === personId);

/** The item whose vote is open and not yet decided. */
export const itemInVote = ({ items }: ConvenedMeeting): (Item & { readonly vote: Vote }) | undefined =>
  items.find((one): one is Item & { readonly vote: Vote } => one.vote !== undefined && one.outcome === undefined);

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
