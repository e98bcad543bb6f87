import type { Named, Seat } from '../body/events.js';
import type { Matter, RuleSet } from '../rules/rule-set.js';
import type { Attendee, Choice, Subject } from './events.js';

/** The body as it stands when the command is taken; absent when there is none. */
export interface BodyFacts extends Named {
  readonly dissolved: boolean;
  readonly competence: readonly Matter[];
  readonly ruleSet: RuleSet;
  /** 应到 on the day of the meeting. */
  readonly entitled: readonly Seat[];
  /** On the day of the meeting; absent where that lies before the body had one. */
  readonly chair?: Named;
  readonly secretary: Named;
}

/** What the subject's own context says of it now; absent when there is none. */
export interface SubjectFacts {
  readonly subject: Subject;
  /** Why no body may be asked to decide it now, such as `not-submitted`; absent when it may. */
  readonly notReady?: string;
  /** The way that the round's policy says: a body's meeting, or sign-offs. */
  readonly way: { readonly by: 'meeting'; readonly body: Named } | { readonly by: 'sign-offs' };
}

export interface MeetingFacts {
  readonly body?: BodyFacts;
}

export interface ConveningFacts extends MeetingFacts {
  /** Of each item of the agenda its id, and its subject now. */
  readonly agenda: readonly { readonly itemId: string; readonly current?: SubjectFacts }[];
}

export interface ItemFacts extends MeetingFacts {
  /** The item's subject now. */
  readonly current?: SubjectFacts;
}

export interface AttendanceFacts extends MeetingFacts {
  /** Those called, as the directory has them; absent where there is none. */
  readonly people: ReadonlyMap<string, Attendee>;
}

/** Of an item entered from the room. */
export interface RecordingFacts extends ItemFacts, AttendanceFacts {}

export interface VoteFacts extends ItemFacts {
  /** Secret: the public key that ballots are sealed with. */
  readonly seal?: Readonly<Record<string, string>>;
}

export interface BallotFacts {
  /** Secret: the choice, sealed. */
  readonly sealed?: string;
}

export interface CountFacts {
  /** Secret: the opened ballots, in no order. */
  readonly opened?: readonly Choice[];
}

export interface RecordFacts extends MeetingFacts {
  /** Of the record with these remarks; empty where the meeting is not closed. */
  readonly sha256: string;
}

/** For what is done in an open meeting: it goes by what was frozen when it was opened. */
export const asOpened: MeetingFacts = {};
