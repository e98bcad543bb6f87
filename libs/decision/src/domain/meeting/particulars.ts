// These shapes are of the storage format: never edit one, add a version of the events that hold it.
import type { PlainDate, Position } from '#event-sourcing';
import type { Named } from '../body/events.js';
import type { Ballot, Matter } from '../rules/rule-set.js';

export type { Named, Seat } from '../body/events.js';

/** 出席 / 列席 / 缺席 / 回避: only who is present votes. */
export type Attendance = 'present' | 'sitting-in' | 'absent' | 'recused';
export const choices = ['yes', 'no', 'abstain'] as const;
export type Choice = (typeof choices)[number];

/** A person with post and unit as they were. */
export interface Attendee extends Named {
  readonly post?: string;
  readonly unit?: string;
}

/** The thing that an item is about, as it was when it was pinned. */
export interface Subject {
  readonly kind: 'issue' | 'plan';
  readonly id: string;
  readonly title: string;
  readonly roundId: string;
  /** SHA-256 of what the deciders are shown: the thing and its evidence. */
  readonly contentHash: string;
  /** The newest event in the store then: what came behind it is what changed since. */
  readonly position: Position;
  /** Persons who worked on it: none of them decides. */
  readonly involved: readonly string[];
}

export interface Recusal {
  readonly person: Named;
  /** By the member, by having worked on the thing, by the other members, or told in the room and entered from there. */
  readonly cause: 'declared' | 'involved' | 'decided' | 'recorded';
  readonly reason: string;
}

export interface Result {
  readonly entitled: number;
  readonly present: number;
  readonly recused: number;
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  /** Yes votes needed. */
  readonly needed: number;
  readonly ballot: Ballot;
  /** By name; absent where the ballot was secret. */
  readonly votes?: readonly { readonly person: Named; readonly choice: Choice }[];
  readonly ruleSet: { readonly key: string; readonly version: number; readonly title: string };
  readonly explanation: { readonly zh: string; readonly en: string };
}

export interface WhenAndWhere {
  readonly heldOn: PlainDate;
  readonly place: string;
}

export interface MeetingPaper {
  readonly title: string;
  /** 文号 */
  readonly documentNumber?: string;
  /** The day that it bears. */
  readonly date?: PlainDate;
  readonly sha256: string;
}

/** What was decided on an item. */
export interface Decided {
  readonly itemId: string;
  readonly number: number;
  readonly matter: Matter;
  readonly title: string;
  readonly subject?: Subject;
  readonly reviewOn?: PlainDate;
  /** Why it was put on the agenda. */
  readonly asked?: string;
  readonly body: Named;
  readonly meeting: Named;
  readonly result: Result;
}

/** What is corrected in a record, once or in several editions. */
export interface Correction {
  readonly text: string;
  /** Of the item that it is about. */
  readonly number?: number;
}
