// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';
import type { ClosurePolicy, Named, Provenance, Signature } from '../../round/events.js';

export type { Signature };

export interface DecidedBySignOffs {
  readonly way: 'sign-offs';
  readonly required: number;
  readonly signatures: readonly Signature[];
}

/** A vote in numbers, and in words as the body's rules explain it. */
export interface MeetingResult {
  readonly entitled: number;
  readonly present: number;
  readonly recused: number;
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  /** Yes votes needed. */
  readonly needed: number;
  readonly ballot: 'named' | 'secret' | 'show-of-hands';
  /** By name; absent where the ballot was secret. */
  readonly votes?: readonly { readonly person: Named; readonly choice: 'yes' | 'no' | 'abstain' }[];
  readonly explanation: { readonly zh: string; readonly en: string };
}

/** What a body decided at its meeting, on the content that the item pinned. */
export interface DecidedByMeeting {
  readonly way: 'meeting';
  readonly body: Named;
  readonly meeting: Named;
  readonly item: { readonly id: string; readonly number: number };
  readonly ruleSet: { readonly key: string; readonly version: number; readonly title: string };
  readonly result: MeetingResult;
  readonly contentHash: string;
}

/** What made a closure, a long-term placement or the approval of a plan valid. */
export type Decided = DecidedBySignOffs | DecidedByMeeting;

export type ClosureRequested = Event<
  'ClosureRequested',
  {
    readonly contentHash: string;
    /** Persons who reported, handled or completed the linked tasks: none of them decides. */
    readonly involved: readonly string[];
    readonly statement: string;
    /** In force at the request; what changes later takes nothing from it. Absent in events of before it was pinned. */
    readonly policy?: ClosurePolicy;
  }
>;
export type ClosureEndorsed = Event<
  'ClosureEndorsed',
  { readonly level: 'unit' | 'office'; readonly contentHash: string; readonly last: boolean; readonly opinion?: string }
>;
export type IssueReturned = Event<'IssueReturned', { readonly level: 'unit' | 'office' }>;
export type ClosureSignedOff = Event<
  'ClosureSignedOff',
  { readonly contentHash: string; readonly signature: Signature; readonly count: number; readonly required: number }
>;
export type ClosureApproved = Event<'ClosureApproved', { readonly contentHash: string; readonly decided: Decided }>;
export type ClosureRejected = Event<'ClosureRejected', { readonly contentHash: string; readonly signature: Signature }>;
/** 会议未通过销号 */
export type ClosureVotedDown = Event<
  'ClosureVotedDown',
  { readonly contentHash: string; readonly decided: DecidedByMeeting }
>;
/** The ledger said so; it was not decided here. */
export type ClosureCarriedOver = Event<
  'ClosureCarriedOver',
  { readonly closedOn: string; readonly provenance: Provenance }
>;
export type LongTermSignedOff = Event<
  'LongTermSignedOff',
  { readonly reviewOn: string; readonly signature: Signature; readonly count: number; readonly required: number }
>;
export type LongTermApproved = Event<'LongTermApproved', { readonly reviewOn: string; readonly decided: Decided }>;
/** 会议未通过长期整改: the issue stays where it was. */
export type LongTermVotedDown = Event<
  'LongTermVotedDown',
  { readonly reviewOn: string; readonly decided: DecidedByMeeting }
>;
export type LongTermCarriedOver = Event<
  'LongTermCarriedOver',
  { readonly reviewOn: string; readonly provenance: Provenance }
>;
export type IssueReopened = Event<
  'IssueReopened',
  {
    readonly source: 're-check' | 'relapse' | 'review-date-passed';
    readonly from: 'closed' | 'long-term';
    /** Absent where it returned by itself, and in events of before it was asked for. */
    readonly dueOn?: string;
  }
>;
/** A request that nobody decided, as it stood when something else ended it. */
export type Voided =
  | {
      readonly request: 'closure';
      readonly number: string;
      readonly status: string;
      readonly contentHash: string;
      readonly endorsed: readonly ('unit' | 'office')[];
      readonly signed: number;
      /** Whose meeting was to decide: its item goes with the request. */
      readonly body?: Named;
    }
  | { readonly request: 'placement'; readonly number: string; readonly reviewOn: string; readonly signed: number }
  | { readonly request: 'extension'; readonly number: string; readonly to: string };
/** Behind the fact that ended them, of the same command. */
export type RequestVoided = Event<'RequestVoided', { readonly voids: readonly Voided[] }>;
export type EndingEvent =
  | RequestVoided
  | ClosureRequested
  | ClosureEndorsed
  | IssueReturned
  | ClosureSignedOff
  | ClosureApproved
  | ClosureRejected
  | ClosureVotedDown
  | ClosureCarriedOver
  | LongTermSignedOff
  | LongTermApproved
  | LongTermVotedDown
  | LongTermCarriedOver
  | IssueReopened;
