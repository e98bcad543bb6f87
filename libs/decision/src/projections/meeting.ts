import { idOf, projection, type Recorded } from '#event-sourcing';
import type { Named } from '../domain/body/events.js';
import type {
  AttendanceRecorded,
  Attendee,
  ItemAdopted,
  ItemRecorded,
  ItemVotedDown,
  MeetingConvened,
  MeetingEvent,
  RecordCorrected,
  RecordDrawnUp,
} from '../domain/meeting/events.js';
import { actOf } from './act.js';
import type { ItemPicture, MeetingPicture, Vote } from './meeting-picture.js';

const convened = ({ stream, data: { papers, ...data }, metadata }: Recorded<MeetingConvened>): MeetingPicture => ({
  id: idOf(stream),
  ...data,
  entered: papers && { papers, reason: metadata.reason },
  moves: [],
  earlierRecords: [],
  state: 'convened',
  attendance: [],
  movements: [],
  items: [],
});

const withItem = (row: MeetingPicture, itemId: string, change: (item: ItemPicture) => ItemPicture): MeetingPicture => ({
  ...row,
  items: row.items.map((item) => (item.itemId === itemId ? change(item) : item)),
});

/** Whoever leaves without having voted is waited for no longer. */
const withoutVoter = (item: ItemPicture, id: string): ItemPicture =>
  item.state === 'voting' && item.vote && item.vote.turnout.every((one) => one.id !== id)
    ? { ...item, vote: { ...item.vote, voters: item.vote.voters.filter((one) => one.id !== id) } }
    : item;

const attended = (row: MeetingPicture, event: Recorded<AttendanceRecorded>): MeetingPicture => {
  const { person, attendance, reason } = event.data;
  const entry = { ...person, attendance, reason };
  const now = [...row.attendance.filter(({ id }) => id !== entry.id), entry];
  if (!row.opened) return { ...row, attendance: now };
  const items = attendance === 'present' ? row.items : row.items.map((item) => withoutVoter(item, entry.id));
  const movements = [...row.movements, { ...entry, at: event.metadata.effectiveAt }];
  return { ...row, attendance: now, items, movements };
};

const voted = (item: ItemPicture, change: (vote: Vote) => Vote): ItemPicture =>
  item.vote ? { ...item, vote: change(item.vote) } : item;

const decided = (row: MeetingPicture, event: Recorded<ItemAdopted | ItemVotedDown>): MeetingPicture =>
  withItem(row, event.data.itemId, (item) => ({
    ...item,
    state: event.type === 'ItemAdopted' ? 'adopted' : 'voted-down',
    result: event.data.result,
    attendance: item.attendance ?? row.attendance,
  }));

/** What was entered from the room stands beside what was noted in the meeting, and in place of what was entered before. */
const told = (row: MeetingPicture, event: Recorded<ItemRecorded>): MeetingPicture => {
  const { itemId, discussion, recusals, chairView, voters, adopted, result } = event.data;
  const remark = (speaker: Named, text: string) => ({ ...actOf(event), speaker, text });
  const votes = result.votes ?? [];
  return withItem(row, itemId, (item) => ({
    ...item,
    state: 'to-confirm',
    vote: { ballot: result.ballot, voters, votes, turnout: votes.map(({ person }) => person) },
    entered: {
      ...actOf(event),
      discussion: discussion.map(({ speaker, text }) => remark(speaker, text)),
      recusals,
      chairView: chairView && remark(chairView.chair, chairView.text),
      adopted,
    },
    result,
    attendance: row.attendance,
  }));
};

const signatoriesOf = ({ attendance, opened, movements }: MeetingPicture, { form }: RecordDrawnUp['data']) => {
  const calls = form ? [...(opened?.rollCall ?? []), ...movements] : attendance;
  const there = new Map(calls.filter((one) => one.attendance === 'present').map((one) => [one.id, one.name]));
  return [...there].map(([id, name]) => ({ id, name }));
};

const corrected = (row: MeetingPicture, event: Recorded<RecordCorrected>): MeetingPicture => {
  const { record, summary } = row;
  if (!record) return row;
  const { edition, sha256, voided, text, number } = event.data;
  const { remarks, form, signatories } = record;
  const corrections = [...record.corrections, { ...actOf(event), text, number, reason: event.metadata.reason }];
  return {
    ...row,
    state: 'recorded',
    record: { ...actOf(event), edition, sha256, remarks, form, signatories, corrections, signatures: [] },
    earlierRecords: [...row.earlierRecords, { ...record, proposal: undefined, voided, summary }],
    summary: undefined,
  };
};

const signed = (row: MeetingPicture, signatory: Attendee, at: string): MeetingPicture => {
  if (!row.record) return row;
  const record = { ...row.record, signatures: [...row.record.signatures, { ...signatory, at }] };
  const missing = record.signatories.some(({ id }) => record.signatures.every((one) => one.id !== id));
  return { ...row, record, state: missing ? row.state : 'signed' };
};

/** Everything of one meeting: agenda, roll call, discussion, votes, results, record and signatures. */
export const meeting = projection<MeetingPicture, MeetingEvent>({
  name: 'meeting',
  version: 3,
  seenThrough: 'meeting',
  fromStream: 'meeting',
  when: {
    MeetingConvened: (_, event) => convened(event),
    MeetingMoved: (row, event) => {
      const move = { ...actOf(event), ...event.data, reason: event.metadata.reason };
      return row && { ...row, ...event.data.to, attendance: [], moves: [...row.moves, move] };
    },
    ItemPutOnAgenda: (row, { data }) =>
      row && {
        ...row,
        items: [...row.items, { ...data, state: 'on-agenda', discussion: [], recusals: [], recusalMotions: [] }],
      },
    ItemPinnedAnew: (row, { data: { itemId, subject } }) =>
      row && withItem(row, itemId, (item) => ({ ...item, subject })),
    ItemTakenOffAgenda: (row, { data: { itemId } }) =>
      row && withItem(row, itemId, (item) => ({ ...item, state: 'taken-off' })),
    AttendanceRecorded: (row, event) => row && attended(row, event),
    MeetingOpened: (row, event) =>
      row && { ...row, state: 'open', opened: { ...actOf(event), ...event.data, rollCall: row.attendance } },
    ItemTakenUp: (row, { data: { itemId } }) =>
      row && withItem(row, itemId, (item) => ({ ...item, state: 'taken-up' })),
    DiscussionNoted: (row, event) => {
      const { itemId, speaker, text } = event.data;
      const remark = { ...actOf(event), speaker, text };
      return row && withItem(row, itemId, (item) => ({ ...item, discussion: [...item.discussion, remark] }));
    },
    RecusalMoved: (row, { data: { itemId, ...motion } }) =>
      row && withItem(row, itemId, (item) => ({ ...item, recusalMotions: [...item.recusalMotions, motion] })),
    MemberRecused: (row, { data: { itemId, ...recusal } }) =>
      row && withItem(row, itemId, (item) => ({ ...item, recusals: [...item.recusals, recusal] })),
    VoteOpened: (row, { data: { itemId, ballot, voters } }) =>
      row &&
      withItem(row, itemId, (item) => ({ ...item, state: 'voting', vote: { ballot, voters, votes: [], turnout: [] } })),
    VoteCast: (row, { data: { itemId, voter, choice } }) =>
      row &&
      withItem(row, itemId, (item) =>
        voted(item, (vote) => ({
          ...vote,
          votes: [...vote.votes, { person: voter, choice }],
          turnout: [...vote.turnout, voter],
        })),
      ),
    BallotCast: (row, { data: { itemId, voter } }) =>
      row && withItem(row, itemId, (item) => voted(item, (vote) => ({ ...vote, turnout: [...vote.turnout, voter] }))),
    ChairViewStated: (row, event) => {
      const { itemId, chair, text } = event.data;
      const chairView = { ...actOf(event), speaker: chair, text };
      return row && withItem(row, itemId, (item) => ({ ...item, chairView }));
    },
    ItemRecorded: (row, event) => row && told(row, event),
    ItemAdopted: (row, event) => row && decided(row, event),
    ItemVotedDown: (row, event) => row && decided(row, event),
    ItemPutOff: (row, event) => {
      const { itemId, cause, current } = event.data;
      const putOff = { ...actOf(event), cause, current, reason: event.metadata.reason };
      const { attendance } = row ?? {};
      return row && withItem(row, itemId, (item) => ({ ...item, state: 'put-off', putOff, attendance }));
    },
    MeetingClosed: (row, event) => row && { ...row, state: 'closed', closed: actOf(event) },
    MeetingCancelled: (row, event) =>
      row && { ...row, state: 'cancelled', cancelled: { ...actOf(event), reason: event.metadata.reason } },
    RecordDrawnUp: (row, event) =>
      row && {
        ...row,
        state: 'recorded',
        record: {
          ...actOf(event),
          ...event.data,
          signatories: signatoriesOf(row, event.data),
          corrections: [],
          signatures: [],
        },
      },
    RecordCorrectionProposed: (row, event) => {
      const { text, number } = event.data;
      const proposal = { ...actOf(event), text, number, reason: event.metadata.reason };
      return row && { ...row, record: row.record && { ...row.record, proposal } };
    },
    RecordCorrected: (row, event) => row && corrected(row, event),
    RecordSigned: (row, { data: { signatory }, metadata }) => row && signed(row, signatory, metadata.effectiveAt),
    SummaryIssued: (row, event) => row && { ...row, state: 'summarised', summary: { ...actOf(event), ...event.data } },
  },
});
