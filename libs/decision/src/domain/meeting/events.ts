// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event, PlainDate } from '#event-sourcing';
import type { Named, Seat } from '../body/events.js';
import type { Ballot, Matter, RuleSet } from '../rules/rule-set.js';
import type {
  Attendance,
  Attendee,
  Choice,
  Correction,
  Decided,
  MeetingPaper,
  Recusal,
  Result,
  Subject,
  WhenAndWhere,
} from './particulars.js';

export * from './particulars.js';

export type MeetingConvened = Event<
  'MeetingConvened',
  {
    readonly body: Named;
    readonly title: string;
    readonly heldOn: PlainDate;
    readonly place: string;
    /** Of a meeting of the past, which is entered later. */
    readonly papers?: readonly MeetingPaper[];
  }
>;
export type MeetingMoved = Event<'MeetingMoved', { readonly from: WhenAndWhere; readonly to: WhenAndWhere }>;
export type ItemPutOnAgenda = Event<
  'ItemPutOnAgenda',
  {
    readonly itemId: string;
    readonly number: number;
    readonly matter: Matter;
    readonly title: string;
    readonly subject?: Subject;
    /** With long-term: the day on which it is looked at again. */
    readonly reviewOn?: PlainDate;
  }
>;
export type ItemPinnedAnew = Event<'ItemPinnedAnew', { readonly itemId: string; readonly subject: Subject }>;
export type ItemTakenOffAgenda = Event<'ItemTakenOffAgenda', { readonly itemId: string; readonly title: string }>;
export type AttendanceRecorded = Event<
  'AttendanceRecorded',
  { readonly person: Attendee; readonly attendance: Attendance; readonly reason?: string }
>;
export type MeetingOpened = Event<
  'MeetingOpened',
  {
    readonly ruleSet: RuleSet;
    /** 应到, as of the day of the meeting. */
    readonly entitled: readonly Seat[];
    readonly chair: Named;
    readonly secretary: Named;
    readonly present: number;
    readonly quorum: number;
  }
>;
export type ItemTakenUp = Event<'ItemTakenUp', { readonly itemId: string }>;
export type DiscussionNoted = Event<
  'DiscussionNoted',
  { readonly itemId: string; readonly speaker: Named; readonly text: string }
>;
export type MemberRecused = Event<'MemberRecused', { readonly itemId: string } & Recusal>;
/** A member holds that another should stand aside. */
export type RecusalMoved = Event<
  'RecusalMoved',
  { readonly itemId: string; readonly person: Named; readonly by: Named; readonly reason: string }
>;
export type VoteOpened = Event<
  'VoteOpened',
  {
    readonly itemId: string;
    readonly ballot: Ballot;
    readonly voters: readonly Named[];
    /** Secret: the public key (JWK) that ballots are sealed with. */
    readonly seal?: Readonly<Record<string, string>>;
  }
>;
export type VoteCast = Event<'VoteCast', { readonly itemId: string; readonly voter: Named; readonly choice: Choice }>;
/** Secret: who has voted is known, what is sealed (JWE); its key is destroyed when the item is decided. */
export type BallotCast = Event<
  'BallotCast',
  { readonly itemId: string; readonly voter: Named; readonly sealed: string }
>;
export type ChairViewStated = Event<
  'ChairViewStated',
  { readonly itemId: string; readonly chair: Named; readonly text: string }
>;

/**
 * 举手表决: an item as it went in the room, entered from there. What it says is decided when so many have countersigned the
 * record that those who entered it could not have made it up.
 */
export type ItemRecorded = Event<
  'ItemRecorded',
  {
    readonly itemId: string;
    readonly discussion: readonly { readonly speaker: Named; readonly text: string }[];
    readonly recusals: readonly Recusal[];
    readonly chairView?: { readonly chair: Named; readonly text: string };
    readonly voters: readonly Named[];
    readonly adopted: boolean;
    readonly result: Result;
  }
>;
/** 通过 */
export type ItemAdopted = Event<'ItemAdopted', Decided>;
/** 未通过 */
export type ItemVotedDown = Event<'ItemVotedDown', Decided>;
/** 暂缓 */
export type ItemPutOff = Event<
  'ItemPutOff',
  { readonly itemId: string; readonly cause: 'changed' | 'by-the-body'; readonly current?: string }
>;
export type MeetingClosed = Event<
  'MeetingClosed',
  {
    readonly adopted: number;
    readonly votedDown: number;
    readonly putOff: number;
    /** Voted on by show of hands: decided when the record is countersigned. */
    readonly toConfirm?: number;
  }
>;
export type MeetingCancelled = Event<'MeetingCancelled', { readonly title: string }>;
/** 会议记录, generated from the acts; `sha256` of its content. */
export type RecordDrawnUp = Event<
  'RecordDrawnUp',
  {
    readonly edition: number;
    readonly sha256: string;
    readonly remarks?: string;
    /** What the record tells of: 2 has the attendance of each item. Absent: the first form. */
    readonly form?: 2;
  }
>;
/** 提议更正: of a record that all have signed. */
export type RecordCorrectionProposed = Event<
  'RecordCorrectionProposed',
  Correction & { readonly edition: number; readonly by: Named }
>;
/** 更正: another edition, to be signed anew; the one before stays as it was signed. */
export type RecordCorrected = Event<
  'RecordCorrected',
  Correction & {
    readonly edition: number;
    readonly sha256: string;
    /** Of the edition before. */
    readonly supersedes: string;
    /** Whose signatures stand under the edition before only. */
    readonly voided: readonly Named[];
    /** Of a record that all had signed: who proposed what another has confirmed. */
    readonly proposedBy?: Named;
  }
>;
/** 会签 */
export type RecordSigned = Event<
  'RecordSigned',
  { readonly sha256: string; readonly signatory: Attendee; readonly count: number; readonly of: number }
>;
/** 会议纪要 */
export type SummaryIssued = Event<
  'SummaryIssued',
  { readonly documentNumber: string; readonly recordSha256: string; readonly text?: string }
>;

export type MeetingEvent =
  | MeetingConvened
  | MeetingMoved
  | ItemPutOnAgenda
  | ItemPinnedAnew
  | ItemTakenOffAgenda
  | AttendanceRecorded
  | MeetingOpened
  | ItemTakenUp
  | DiscussionNoted
  | MemberRecused
  | RecusalMoved
  | VoteOpened
  | VoteCast
  | BallotCast
  | ChairViewStated
  | ItemRecorded
  | ItemAdopted
  | ItemVotedDown
  | ItemPutOff
  | MeetingClosed
  | MeetingCancelled
  | RecordDrawnUp
  | RecordCorrectionProposed
  | RecordCorrected
  | RecordSigned
  | SummaryIssued;
