import type { Named, Seat } from '../domain/body/events.js';
import type {
  Attendance,
  Attendee,
  Choice,
  MeetingMoved,
  MeetingPaper,
  Recusal,
  Result,
  Subject,
} from '../domain/meeting/events.js';
import type { Ballot, Matter, RuleSet } from '../domain/rules/rule-set.js';
import type { Act } from './act.js';

export type MeetingState = 'convened' | 'open' | 'closed' | 'cancelled' | 'recorded' | 'signed' | 'summarised';

export interface AttendanceEntry extends Attendee {
  readonly attendance: Attendance;
  readonly reason?: string;
}

export interface MovementPicture extends AttendanceEntry {
  readonly at: string;
}

/** To another day or place. */
export type MovePicture = Act & MeetingMoved['data'] & { readonly reason?: string };

export interface Remark extends Act {
  readonly speaker: Named;
  readonly text: string;
}

export interface RecusalPicture {
  readonly person: Named;
  readonly cause: Recusal['cause'];
  readonly reason: string;
}

export interface Vote {
  readonly ballot: Ballot;
  readonly voters: readonly Named[];
  /** By name; empty where the ballot is secret. */
  readonly votes: readonly { readonly person: Named; readonly choice: Choice }[];
  /** Who has voted: all that is told of a secret ballot before its end, and never more after it. */
  readonly turnout: readonly Named[];
}

export type ItemState =
  'on-agenda' | 'taken-up' | 'voting' | 'to-confirm' | 'adopted' | 'voted-down' | 'put-off' | 'taken-off';

export interface ItemPicture {
  readonly itemId: string;
  readonly number: number;
  readonly matter: Matter;
  readonly title: string;
  readonly subject?: Subject;
  readonly reviewOn?: string;
  readonly state: ItemState;
  readonly discussion: readonly Remark[];
  readonly recusals: readonly RecusalPicture[];
  /** Members who hold that another should stand aside, as long as they are not enough and after. */
  readonly recusalMotions: readonly { readonly person: Named; readonly by: Named; readonly reason: string }[];
  /** What was entered from the room with a show of hands, to be confirmed by signatures of the record. */
  readonly entered?: Act & {
    readonly discussion: readonly Remark[];
    readonly recusals: readonly RecusalPicture[];
    readonly chairView?: Remark;
    readonly adopted: boolean;
  };
  readonly vote?: Vote;
  readonly chairView?: Remark;
  readonly result?: Result;
  /** Who was there when the item ended. */
  readonly attendance?: readonly AttendanceEntry[];
  /** Of an item put off: why, and what the thing had become. */
  readonly putOff?: Act & {
    readonly cause: 'changed' | 'by-the-body';
    readonly current?: string;
    readonly reason?: string;
  };
}

export interface CorrectionPicture extends Act {
  readonly text: string;
  readonly number?: number;
  readonly reason?: string;
}

interface SummaryPicture extends Act {
  readonly documentNumber: string;
  readonly recordSha256: string;
  readonly text?: string;
}

export interface RecordPicture extends Act {
  readonly edition: number;
  readonly sha256: string;
  readonly remarks?: string;
  /** 2: with the attendance of each item. */
  readonly form?: 2;
  /** Since the first edition that somebody signed. */
  readonly corrections: readonly CorrectionPicture[];
  /** Of a record that all have signed: what one proposed and another has yet to confirm. */
  readonly proposal?: CorrectionPicture;
  /** Of an edition before: whose signatures stand under it alone, and the summary that was told from it. */
  readonly voided?: readonly Named[];
  readonly summary?: SummaryPicture;
  /** Members who were present for a while, all of whom sign. */
  readonly signatories: readonly Named[];
  readonly signatures: readonly (Attendee & { readonly at: string })[];
}

export interface MeetingPicture {
  readonly id: string;
  readonly body: Named;
  readonly title: string;
  readonly heldOn: string;
  readonly place: string;
  /** Of a meeting of the past, entered later: by which papers, and why. */
  readonly entered?: { readonly papers: readonly MeetingPaper[]; readonly reason?: string };
  readonly moves: readonly MovePicture[];
  readonly state: MeetingState;
  /** As it stands now. */
  readonly attendance: readonly AttendanceEntry[];
  /** Who came, left or stood aside after the opening. */
  readonly movements: readonly MovementPicture[];
  readonly items: readonly ItemPicture[];
  /** From the opening on. */
  readonly opened?: Act & {
    readonly ruleSet: RuleSet;
    readonly entitled: readonly Seat[];
    readonly chair: Named;
    readonly secretary: Named;
    readonly present: number;
    readonly quorum: number;
    readonly rollCall: readonly AttendanceEntry[];
  };
  readonly closed?: Act;
  readonly cancelled?: Act & { readonly reason?: string };
  readonly record?: RecordPicture;
  /** Editions that were signed and then corrected, each as it was. */
  readonly earlierRecords: readonly RecordPicture[];
  readonly summary?: SummaryPicture;
}
