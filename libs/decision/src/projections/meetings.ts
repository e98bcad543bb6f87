import { type Moment, type Page, projection, text, type ViewReader } from '#event-sourcing';
import type { MeetingEvent } from '../domain/meeting/events.js';
import type { MeetingState } from './meeting-picture.js';
import {
  at,
  attending,
  convened,
  corrected,
  drawnUp,
  ended,
  hasVoted,
  isLive,
  type MeetingRow,
  moved,
  opened,
  signed,
  without,
} from './meeting-row.js';

export type { MeetingRow };

export const meetings = projection<MeetingRow, MeetingEvent>({
  name: 'meetings',
  version: 4,
  seenThrough: 'meeting',
  when: {
    MeetingConvened: (_, event) => convened(event),
    MeetingMoved: (row, event) => row && moved(row, event),
    ItemPutOnAgenda: (row, { data: { itemId, title } }) =>
      row && { ...row, agenda: [...row.agenda, { itemId, title }], left: [...row.left, itemId] },
    ItemTakenOffAgenda: (row, { data: { itemId } }) =>
      row && {
        ...row,
        agenda: row.agenda.filter((item) => item.itemId !== itemId),
        left: without(row.left, itemId),
      },
    AttendanceRecorded: (row, event) => row && attending(row, event),
    MeetingOpened: (row, event) => row && opened(row, event),
    VoteOpened: (row, { data: { itemId, voters } }) =>
      row && { ...row, voting: { itemId, waiting: voters.map(({ id }) => id) } },
    VoteCast: (row, { data }) => hasVoted(row, data.voter),
    BallotCast: (row, { data }) => hasVoted(row, data.voter),
    ItemRecorded: (row, { data: { itemId } }) =>
      row && { ...row, toConfirm: [...without(row.toConfirm, itemId), itemId] },
    ItemAdopted: (row, { data }) => row && { ...ended(row, data.itemId), adopted: row.adopted + 1 },
    ItemVotedDown: (row, { data }) => row && { ...ended(row, data.itemId), votedDown: row.votedDown + 1 },
    ItemPutOff: (row, { data: { itemId } }) =>
      row && { ...row, putOff: row.putOff + 1, voting: undefined, left: without(row.left, itemId) },
    MeetingClosed: (row, event) => row && at(row, 'closed', event),
    MeetingCancelled: (row, event) => row && at(row, 'cancelled', event),
    RecordDrawnUp: (row, event) => row && drawnUp(row, event),
    RecordCorrectionProposed: (row, { data: { by, text, number } }) =>
      row && { ...row, proposed: { by: by.id, text, number } },
    RecordCorrected: (row, event) => row && corrected(row, event),
    RecordSigned: (row, event) => row && signed(row, event),
    SummaryIssued: (row, event) => row && at(row, 'summarised', event),
  },
  columns: {
    body: text((row) => row.body.id),
    heldOn: text((row) => row.heldOn),
    state: text((row) => row.state),
    live: text((row) => (isLive(row) ? 'yes' : 'no')),
  },
  indexes: [['heldOn'], ['live'], ['body', 'heldOn'], ['state', 'heldOn'], ['body', 'state', 'heldOn']],
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
