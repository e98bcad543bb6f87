import { dateOf, type Instant, type Moment, type ViewReader } from '#event-sourcing';
import { entitledOn } from '../domain/body/membership.js';
import { bodies } from './bodies.js';
import { listMeetings, type MeetingRow } from './meetings.js';

export interface Duty {
  readonly meetingId: string;
  readonly meeting: string;
  readonly body: string;
  readonly act: 'attend' | 'vote' | 'draw-up-record' | 'sign-record' | 'issue-summary';
  readonly itemId?: string;
  readonly title: string;
  /** The day of the meeting. */
  readonly heldOn: string;
}

interface Asking extends Moment {
  readonly personId: string;
  readonly now: Instant;
}

const LISTED = 200;

/** Meetings in the state that somebody may have to do with. */
const meetingsIn = async (reader: ViewReader, state: MeetingRow['state'], { asOf, ...more }: Moment) => {
  const { rows } = await listMeetings(reader, { asOf, ...more, limit: LISTED, state });
  return rows.map(({ row }) => row);
};

const named = ({ id, title, body, heldOn }: MeetingRow) => ({
  meetingId: id,
  meeting: title,
  body: body.name,
  title,
  heldOn,
});

/** Members of its body as of the day of the meeting, and its secretary, have a meeting before them. */
const isCalled = async (reader: ViewReader, { body, heldOn }: MeetingRow, { personId, now, ...moment }: Asking) => {
  if (heldOn < dateOf(now)) return false;
  const found = await reader.find(bodies, body.id, moment);
  if (!found || found.row.dissolved) return false;
  const { secretary } = found.row;
  return secretary.id === personId || entitledOn(found.row, heldOn).some(({ person }) => person.id === personId);
};

const votesOf = (row: MeetingRow, personId: string): Duty[] => {
  const { voting, agenda } = row;
  if (!voting?.waiting.includes(personId)) return [];
  const { itemId, title } = agenda.find((item) => item.itemId === voting.itemId)!;
  return [{ ...named(row), act: 'vote', itemId, title }];
};

/** What waits for one person: meetings to attend, votes that are open, records and summaries to write or to sign. */
export const dutiesOf = async (reader: ViewReader, asking: Asking): Promise<Duty[]> => {
  const { personId, now: _, ...moment } = asking;
  const states = ['convened', 'open', 'closed', 'recorded', 'signed'] as const;
  const [convened, open, closed, recorded, signed] = await Promise.all(
    states.map((state) => meetingsIn(reader, state, moment)),
  );
  const called = await Promise.all(convened!.map(async (row) => ((await isCalled(reader, row, asking)) ? [row] : [])));
  const keeping = (rows: readonly MeetingRow[]) => rows.filter(({ secretary }) => secretary === personId);
  const each = (rows: readonly MeetingRow[], act: Duty['act']) => rows.map((row): Duty => ({ ...named(row), act }));
  return [
    ...open!.flatMap((row) => votesOf(row, personId)),
    ...each(called.flat(), 'attend'),
    ...each(keeping(closed!), 'draw-up-record'),
    ...each(
      recorded!.filter(({ toSign }) => toSign.includes(personId)),
      'sign-record',
    ),
    ...each(keeping(signed!), 'issue-summary'),
  ];
};
