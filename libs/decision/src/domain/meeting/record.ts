import type { Instant } from '#event-sourcing';
import type { Choice, Named, Recusal, Seat, Subject } from './events.js';
import type { Ballot } from '../rules/rule-set.js';
import {
  asTold,
  type ConvenedMeeting,
  type Entered,
  type Item,
  type MinutesRecord,
  type Move,
  type Movement,
  type Note,
  type Opened,
  type Outcome,
  type RecordCorrection,
  type RollCall,
} from './state.js';

/** An item as the record tells it: of a secret ballot who voted, never what. */
export interface RecordedItem {
  readonly number: number;
  readonly matter: Item['matter'];
  readonly title: string;
  readonly reviewOn?: string;
  readonly subject?: Pick<Subject, 'kind' | 'id' | 'contentHash'>;
  readonly discussion: readonly Note[];
  readonly chairView?: Item['chairView'];
  readonly recusals: readonly Recusal[];
  readonly vote?: {
    readonly ballot: Ballot;
    readonly voters: readonly Named[];
    readonly cast: readonly { readonly voter: Named; readonly choice?: Choice }[];
  };
  readonly outcome?: Outcome;
  /** Who was there when it ended; in the second form. */
  readonly attendance?: readonly RollCall[];
}

/** 会议记录: everything that happened in the meeting, generated from the acts. */
export interface RecordContent {
  readonly body: Named;
  readonly title: string;
  readonly heldOn: string;
  readonly place: string;
  readonly openedAt: Instant;
  readonly closedAt?: Instant;
  readonly chair: Named;
  readonly secretary: Named;
  readonly ruleSet: Opened['ruleSet'];
  readonly entitled: readonly Seat[];
  readonly present: number;
  readonly quorum: number;
  readonly attendance: readonly RollCall[];
  /** Who came, left or stood aside after the opening; in the second form. */
  readonly movements?: readonly Movement[];
  readonly items: readonly RecordedItem[];
  readonly remarks?: string;
  /** What was corrected after it had been signed. */
  readonly corrections?: readonly RecordCorrection[];
  /** Of a meeting of the past: why it was entered later, and by which papers. */
  readonly entered?: Entered;
  /** To another day or place, before it was opened. */
  readonly moves?: readonly Move[];
}

const byName = ({ id, name }: Named): Named => ({ id, name });

type Form = MinutesRecord['form'];

const votedIn = ({ vote, hands }: Item): RecordedItem['vote'] => {
  if (hands) {
    const cast = hands.result.votes!.map(({ person, choice }) => ({ voter: person, choice }));
    return { ballot: 'show-of-hands', voters: hands.voters, cast };
  }
  return (
    vote && {
      ballot: vote.ballot,
      voters: vote.voters.map(byName),
      cast: vote.cast.map(({ voter, choice }) => ({ voter: byName(voter), choice })),
    }
  );
};

/** As it was told in the room; that it was confirmed since does not change the record that confirms it. */
const outcomeOf = ({ hands, outcome }: Item): Outcome | undefined =>
  hands ? { way: hands.adopted ? 'adopted' : 'voted-down', result: hands.result } : outcome;

const recorded = (item: Item, form: Form): RecordedItem => {
  const { number, matter, title, reviewOn, subject, notes, chairView, recusals, attendance } = asTold(item);
  return {
    number,
    matter,
    title,
    reviewOn,
    subject: subject && { kind: subject.kind, id: subject.id, contentHash: subject.contentHash },
    discussion: notes,
    chairView,
    recusals,
    vote: votedIn(item),
    outcome: outcomeOf(item),
    attendance: form && attendance,
  };
};

export type Drawn = Pick<MinutesRecord, 'remarks' | 'form'> & Partial<Pick<MinutesRecord, 'corrections'>>;

/** Depends on the meeting, the remarks, the corrections and the form alone; what the signatures are of is its canonical JSON. */
export const recordOf = (
  meeting: ConvenedMeeting,
  { remarks, form, corrections = [] }: Drawn,
): RecordContent | undefined => {
  const { body, title, heldOn, place, opened, closedAt, items, entered, moves } = meeting;
  if (!opened) return undefined;
  const { at, chair, secretary, ruleSet, entitled, present, quorum } = opened;
  return {
    body,
    title,
    heldOn,
    place,
    openedAt: at,
    closedAt,
    chair,
    secretary,
    ruleSet,
    entitled,
    present,
    quorum,
    attendance: (form && meeting.rollCall) ?? meeting.attendance,
    movements: form && meeting.movements,
    items: items.map((item) => recorded(item, form)),
    remarks,
    corrections: corrections.length > 0 ? corrections : undefined,
    entered,
    moves: moves.length > 0 ? moves : undefined,
  };
};
