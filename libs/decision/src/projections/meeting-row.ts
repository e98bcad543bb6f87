import { idOf, type Instant, type Recorded } from '#event-sourcing';
import type { Named } from '../domain/body/events.js';
import type {
  AttendanceRecorded,
  MeetingConvened,
  MeetingMoved,
  MeetingOpened,
  RecordCorrected,
  RecordDrawnUp,
  RecordSigned,
} from '../domain/meeting/events.js';
import type { MeetingState } from './meeting-picture.js';

export interface MeetingRow {
  readonly id: string;
  readonly body: Named;
  readonly title: string;
  readonly heldOn: string;
  readonly place: string;
  /** Held on an earlier day than it was entered. */
  readonly entered: boolean;
  readonly state: MeetingState;
  /** When it came to where it stands, or was moved. */
  readonly since: Instant;
  /** Where it was to be held before it was moved. */
  readonly movedFrom?: { readonly heldOn: string; readonly place: string };
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
  /** Persons who have been present or have sat in, however long. */
  readonly there: readonly string[];
  /** Persons, from the opening on. */
  readonly entitled: readonly string[];
  /** Who presides and who keeps the record, from the opening on. */
  readonly chair?: string;
  readonly secretary?: string;
  /** Items that are neither decided nor put off. */
  readonly left: readonly string[];
  readonly recordSha256?: string;
  readonly signed: readonly string[];
  /** A correction of the complete record that another has yet to confirm. */
  readonly proposed?: { readonly by: string; readonly text: string; readonly number?: number };
  /** Persons who were present and have not signed the record yet. */
  readonly toSign: readonly string[];
  /** Persons who sign the record. */
  readonly signatories: readonly string[];
}

export const without = (ids: readonly string[], id: string): string[] => ids.filter((one) => one !== id);

export const convened = ({ stream, data: { papers, ...data }, metadata }: Recorded<MeetingConvened>): MeetingRow => ({
  id: idOf(stream),
  ...data,
  entered: papers !== undefined,
  state: 'convened',
  since: metadata.effectiveAt,
  there: [],
  entitled: [],
  left: [],
  signed: [],
  signatories: [],
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

export const hasVoted = (row: MeetingRow | undefined, voter: Named): MeetingRow | undefined =>
  row && { ...row, voting: notWaiting(row, voter) };

export const ended = (row: MeetingRow, itemId: string): MeetingRow => ({
  ...row,
  left: without(row.left, itemId),
  voting: undefined,
  toConfirm: without(row.toConfirm, itemId),
});

export const attending = (
  row: MeetingRow,
  { data: { person, attendance } }: Recorded<AttendanceRecorded>,
): MeetingRow => {
  const others = without(row.present, person.id);
  const present = attendance === 'present' ? [...others, person.id] : others;
  const comes = attendance === 'present' || attendance === 'sitting-in';
  const before = row.state === 'open' ? row.there : without(row.there, person.id);
  const there = comes ? [...new Set([...before, person.id])] : before;
  if (row.state !== 'open') return { ...row, present, there };
  const attended = [...new Set([...row.attended, ...present])];
  const voting = attendance === 'present' ? row.voting : notWaiting(row, person);
  return { ...row, present, there, attended, voting };
};

type Came = Pick<Recorded, 'metadata'>;

export const at = (row: MeetingRow, state: MeetingState, { metadata: { effectiveAt } }: Came): MeetingRow =>
  row.state === state ? row : { ...row, state, since: effectiveAt };

export const moved = (row: MeetingRow, { data: { from, to }, metadata }: Recorded<MeetingMoved>): MeetingRow => ({
  ...row,
  ...to,
  since: metadata.effectiveAt,
  movedFrom: from,
  present: [],
  there: [],
});

export const opened = (row: MeetingRow, event: Recorded<MeetingOpened>): MeetingRow => {
  const { entitled, chair, secretary } = event.data;
  return {
    ...at(row, 'open', event),
    attended: row.present,
    entitled: entitled.map(({ person }) => person.id),
    chair: chair.id,
    secretary: secretary.id,
  };
};

export const drawnUp = (row: MeetingRow, event: Recorded<RecordDrawnUp>): MeetingRow => ({
  ...at(row, 'recorded', event),
  signatories: event.data.form ? row.attended : row.present,
  toSign: event.data.form ? row.attended : row.present,
  recordSha256: event.data.sha256,
  signed: [],
});

const isDone = ({ state }: MeetingRow): boolean => state === 'summarised' || state === 'cancelled';

/** Whether anything may wait in it. */
export const isLive = (row: MeetingRow): boolean => !isDone(row) || row.proposed !== undefined;

export const corrected = (row: MeetingRow, event: Recorded<RecordCorrected>): MeetingRow => ({
  ...at(row, 'recorded', event),
  toSign: row.signatories,
  recordSha256: event.data.sha256,
  signed: [],
  proposed: undefined,
});

export const signed = (row: MeetingRow, event: Recorded<RecordSigned>): MeetingRow => {
  const { id } = event.data.signatory;
  const toSign = without(row.toSign, id);
  const next = { ...row, toSign, signed: [...row.signed, id] };
  return toSign.length > 0 ? next : at(next, 'signed', event);
};
