import { evolving, type Instant, type PlainDate, type Recorded } from '#event-sourcing';
import { oncePerPerson } from '../body/once-per-person.js';
import type {
  AttendanceRecorded,
  ItemRecorded,
  MeetingConvened,
  MeetingEvent,
  MeetingMoved,
  MeetingOpened,
  MeetingPaper,
  Named,
  SummaryIssued,
} from './events.js';
import {
  freshItem,
  type Item,
  itemFolding,
  type Movement,
  type Outcome,
  type RollCall,
  withCall,
  withoutVoter,
} from './item-state.js';
import { corrected, drawnUp, type MinutesRecord, signed } from './record-state.js';

export * from './item-state.js';
export type * from './record-state.js';

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

export const itemOf = ({ items }: ConvenedMeeting, itemId: string): Item | undefined =>
  items.find((one) => one.itemId === itemId);

/** Who was called for the day before is called anew. */
export const moved = (meeting: ConvenedMeeting, { data, metadata }: Recorded<MeetingMoved>): ConvenedMeeting => ({
  ...meeting,
  ...data.to,
  attendance: [],
  moves: [...meeting.moves, { ...data, at: metadata.effectiveAt, reason: metadata.reason }],
});

/** Of a meeting that was never convened nothing changes. */
const once =
  <Fact>(fold: (meeting: ConvenedMeeting, fact: Fact) => ConvenedMeeting) =>
  (meeting: Meeting, fact: Fact): Meeting =>
    meeting && fold(meeting, fact);

/** Of a meeting without a record nothing changes. */
const onRecord = <Fact>(change: (record: MinutesRecord, fact: Fact) => Partial<ConvenedMeeting>) =>
  once<Fact>((meeting, fact) => (meeting.record ? { ...meeting, ...change(meeting.record, fact) } : meeting));

interface OfItem {
  readonly data: { readonly itemId: string };
}

/** Changes the one item that the fact is about. */
const item = <Fact extends OfItem>(change: (one: Item, fact: Fact) => Item) =>
  once<Fact>((meeting, fact) => ({
    ...meeting,
    items: meeting.items.map((one) => (one.itemId === fact.data.itemId ? change(one, fact) : one)),
  }));

/** What is decided or put off is dealt with no longer. */
export const ended = <Fact extends OfItem>(outcome: (fact: Fact) => Outcome) =>
  once<Fact>((meeting, fact) => ({
    ...item<Fact>((one) => ({
      ...one,
      outcome: outcome(fact),
      attendance: one.attendance ?? meeting.attendance,
    }))(meeting, fact)!,
    takenUp: meeting.takenUp === fact.data.itemId ? undefined : meeting.takenUp,
  }));

export const attending = (
  meeting: ConvenedMeeting,
  { data, metadata }: Recorded<AttendanceRecorded>,
): ConvenedMeeting => {
  const attendance = withCall(meeting.attendance, data);
  if (meeting.stage !== 'open') return { ...meeting, attendance };
  const movements = [...meeting.movements, { ...data, at: metadata.effectiveAt }];
  const items =
    data.attendance === 'present' ? meeting.items : meeting.items.map((one) => withoutVoter(one, data.person.id));
  return { ...meeting, attendance, movements, items };
};

const told = (meeting: ConvenedMeeting, { data: { itemId, ...hands } }: Recorded<ItemRecorded>): ConvenedMeeting => {
  const items = meeting.items.map((one) =>
    one.itemId === itemId ? { ...one, hands, attendance: meeting.attendance } : one,
  );
  return { ...meeting, items, takenUp: meeting.takenUp === itemId ? undefined : meeting.takenUp };
};

export const evolve = evolving<Meeting, MeetingEvent>({
  MeetingConvened: (_, event) => freshMeeting(event.data, event),
  MeetingMoved: once(moved),
  ItemPutOnAgenda: once((meeting, { data, recordedAt, metadata }) => ({
    ...meeting,
    items: [...meeting.items, { ...freshItem(data), putOnAt: recordedAt, asked: metadata.reason }],
    lastNumber: data.number,
  })),
  ItemPinnedAnew: item(itemFolding.ItemPinnedAnew),
  ItemTakenOffAgenda: once((meeting, { data }) => ({
    ...meeting,
    items: meeting.items.filter(({ itemId }) => itemId !== data.itemId),
    takenOff: [...meeting.takenOff, data.itemId],
  })),
  AttendanceRecorded: once(attending),
  MeetingOpened: once((meeting, { data, metadata }) => ({
    ...meeting,
    stage: 'open',
    opened: { ...data, entitled: oncePerPerson(data.entitled), at: metadata.effectiveAt },
    rollCall: meeting.attendance,
  })),
  ItemTakenUp: once((meeting, { data }) => ({ ...meeting, takenUp: data.itemId })),
  DiscussionNoted: item(itemFolding.DiscussionNoted),
  MemberRecused: item(itemFolding.MemberRecused),
  RecusalMoved: item(itemFolding.RecusalMoved),
  ItemRecorded: once(told),
  VoteOpened: item(itemFolding.VoteOpened),
  VoteCast: item(itemFolding.VoteCast),
  BallotCast: item(itemFolding.BallotCast),
  ChairViewStated: item(itemFolding.ChairViewStated),
  ItemAdopted: ended(({ data: { result } }) => ({ way: 'adopted', result })),
  ItemVotedDown: ended(({ data: { result } }) => ({ way: 'voted-down', result })),
  ItemPutOff: ended(({ data: { cause, current }, metadata: { reason } }) => ({
    way: 'put-off',
    cause,
    current,
    reason,
  })),
  MeetingClosed: once((meeting, { metadata }) => ({ ...meeting, stage: 'closed', closedAt: metadata.effectiveAt })),
  MeetingCancelled: once((meeting) => ({ ...meeting, stage: 'cancelled' })),
  RecordDrawnUp: once((meeting, event) => ({ ...meeting, record: drawnUp(event) })),
  RecordCorrectionProposed: onRecord((record, { data: proposal }) => ({ record: { ...record, proposal } })),
  /** No summary is told from the new edition yet. */
  RecordCorrected: onRecord((record, event) => ({ record: corrected(record, event), summary: undefined })),
  RecordSigned: onRecord((record, event) => ({ record: signed(record, event) })),
  SummaryIssued: once((meeting, { data }) => ({ ...meeting, summary: data })),
});
