import { idOf, type Moment, type Page, projection, type Recorded, text, type ViewReader } from '#event-sourcing';
import type { Named } from '../domain/body/events.js';
import type { MeetingConvened, MeetingEvent } from '../domain/meeting/events.js';
import type { MeetingState } from './meeting-picture.js';

export interface MeetingRow {
  readonly id: string;
  readonly body: Named;
  readonly title: string;
  readonly heldOn: string;
  readonly place: string;
  readonly state: MeetingState;
  readonly agenda: readonly { readonly itemId: string; readonly title: string }[];
  readonly adopted: number;
  readonly votedDown: number;
  readonly putOff: number;
  /** Items whose show of hands waits for signatures. */
  readonly toConfirm: readonly string[];
  /** Persons who attend and may vote. */
  readonly present: readonly string[];
  /** Persons who have been present since the opening, however long. */
  readonly attended: readonly string[];
  /** The item that is being voted on, and who has yet to vote. */
  readonly voting?: { readonly itemId: string; readonly waiting: readonly string[] };
  /** Who keeps the record, from the opening on. */
  readonly secretary?: string;
  /** Persons who were present and have not signed the record yet. */
  readonly toSign: readonly string[];
}

const without = (ids: readonly string[], id: string): string[] => ids.filter((one) => one !== id);

const convened = ({ stream, data }: Recorded<MeetingConvened>): MeetingRow => ({
  id: idOf(stream),
  ...data,
  state: 'convened',
  agenda: [],
  adopted: 0,
  votedDown: 0,
  putOff: 0,
  toConfirm: [],
  present: [],
  attended: [],
  toSign: [],
});

const notWaiting = ({ voting }: MeetingRow, { id }: Named): MeetingRow['voting'] =>
  voting && { ...voting, waiting: without(voting.waiting, id) };

const hasVoted = (row: MeetingRow | undefined, voter: Named): MeetingRow | undefined =>
  row && { ...row, voting: notWaiting(row, voter) };

const ended = (row: MeetingRow, itemId: string): MeetingRow => ({
  ...row,
  voting: undefined,
  toConfirm: without(row.toConfirm, itemId),
});

const signed = (row: MeetingRow, id: string): MeetingRow => {
  const toSign = without(row.toSign, id);
  return { ...row, toSign, state: toSign.length > 0 ? row.state : 'signed' };
};

export const meetings = projection<MeetingRow, MeetingEvent>({
  name: 'meetings',
  version: 3,
  seenThrough: 'meeting',
  when: {
    MeetingConvened: (_, event) => convened(event),
    ItemPutOnAgenda: (row, { data: { itemId, title } }) =>
      row && { ...row, agenda: [...row.agenda, { itemId, title }] },
    ItemTakenOffAgenda: (row, { data: { itemId } }) =>
      row && { ...row, agenda: row.agenda.filter((item) => item.itemId !== itemId) },
    AttendanceRecorded: (row, { data: { person, attendance } }) => {
      const others = without(row?.present ?? [], person.id);
      const present = attendance === 'present' ? [...others, person.id] : others;
      if (row?.state !== 'open') return row && { ...row, present };
      const attended = [...new Set([...row.attended, ...present])];
      return { ...row, present, attended, voting: attendance === 'present' ? row.voting : notWaiting(row, person) };
    },
    MeetingOpened: (row, { data }) =>
      row && { ...row, state: 'open', attended: row.present, secretary: data.secretary.id },
    VoteOpened: (row, { data: { itemId, voters } }) =>
      row && { ...row, voting: { itemId, waiting: voters.map(({ id }) => id) } },
    VoteCast: (row, { data }) => hasVoted(row, data.voter),
    BallotCast: (row, { data }) => hasVoted(row, data.voter),
    ItemRecorded: (row, { data: { itemId } }) =>
      row && { ...row, toConfirm: [...without(row.toConfirm, itemId), itemId] },
    ItemAdopted: (row, { data }) => row && { ...ended(row, data.itemId), adopted: row.adopted + 1 },
    ItemVotedDown: (row, { data }) => row && { ...ended(row, data.itemId), votedDown: row.votedDown + 1 },
    ItemPutOff: (row) => row && { ...row, putOff: row.putOff + 1, voting: undefined },
    MeetingClosed: (row) => row && { ...row, state: 'closed' },
    MeetingCancelled: (row) => row && { ...row, state: 'cancelled' },
    RecordDrawnUp: (row, { data: { form } }) =>
      row && { ...row, state: 'recorded', toSign: form ? row.attended : row.present },
    RecordSigned: (row, { data }) => row && signed(row, data.signatory.id),
    SummaryIssued: (row) => row && { ...row, state: 'summarised' },
  },
  columns: {
    body: text((row) => row.body.id),
    heldOn: text((row) => row.heldOn),
    state: text((row) => row.state),
  },
  indexes: [['heldOn'], ['body', 'heldOn'], ['state', 'heldOn'], ['body', 'state', 'heldOn']],
});

export interface MeetingsQuery extends Moment {
  readonly bodyId?: string | readonly string[];
  readonly state?: MeetingState;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Newest first. */
export const listMeetings = (
  reader: ViewReader,
  { bodyId, state, from, to, ...page }: MeetingsQuery,
): Promise<Page<MeetingRow>> => {
  const heldOn = from === undefined && to === undefined ? undefined : { from, to };
  const where = { body: bodyId, state, heldOn };
  return reader.list(meetings, { ...page, where, sort: { column: 'heldOn', descending: true } });
};
