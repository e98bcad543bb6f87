import { dateOf, everyRow, type Instant, type Moment, type ViewReader } from '#event-sourcing';
import { chairOn, entitledOn } from '../domain/body/membership.js';
import { bodies, type BodyRow } from './bodies.js';
import { type MeetingRow, meetings } from './meetings.js';

export type WorkKind =
  | 'meeting-attend'
  | 'meeting-moved'
  | 'meeting-cancelled'
  | 'meeting-prepare'
  | 'meeting-conduct'
  | 'vote'
  | 'record-draw-up'
  | 'record-sign'
  | 'summary-issue'
  | 'record-correction';

/** What waits for one person in a meeting. */
export interface MeetingTask {
  readonly kind: WorkKind;
  readonly row: MeetingRow;
  /** That is voted on. */
  readonly item?: MeetingRow['agenda'][number];
}

export interface Asking {
  readonly personId: string;
  readonly now: Instant;
  readonly moment: Moment;
}

/** A meeting with the office that somebody holds in it. */
interface At {
  readonly row: MeetingRow;
  readonly personId: string;
  readonly isAhead: boolean;
  /** Secretary or chair. */
  readonly conducts: boolean;
  readonly keepsRecord: boolean;
  readonly takesPart: boolean;
}

type Found = Omit<MeetingTask, 'row'>;

const attend = ({ takesPart, row }: At): Found[] =>
  takesPart ? [{ kind: row.movedFrom ? 'meeting-moved' : 'meeting-attend' }] : [];

const called = (at: At): Found[] => (at.isAhead ? attend(at) : []);

const cancelled = ({ isAhead, takesPart }: At): Found[] =>
  isAhead && takesPart ? [{ kind: 'meeting-cancelled' }] : [];

const prepare = ({ conducts }: At): Found[] => (conducts ? [{ kind: 'meeting-prepare' }] : []);

const conduct = ({ conducts }: At): Found[] => (conducts ? [{ kind: 'meeting-conduct' }] : []);

const voting = ({ row: { voting: vote, agenda }, personId }: At): Found[] =>
  vote?.waiting.includes(personId) ? [{ kind: 'vote', item: agenda.find((one) => one.itemId === vote.itemId) }] : [];

const drawUp = ({ keepsRecord }: At): Found[] => (keepsRecord ? [{ kind: 'record-draw-up' }] : []);

const sign = ({ row, personId, keepsRecord }: At): Found[] => {
  const signs = row.toSign.includes(personId) || row.there.includes(personId) || keepsRecord;
  return signs && !row.signed.includes(personId) ? [{ kind: 'record-sign' }] : [];
};

const summarise = ({ keepsRecord }: At): Found[] => (keepsRecord ? [{ kind: 'summary-issue' }] : []);

/** Of chair and secretary, who has not proposed it. */
const confirm = ({ row: { proposed }, personId, conducts, keepsRecord }: At): Found[] =>
  proposed && proposed.by !== personId && (conducts || keepsRecord) ? [{ kind: 'record-correction' }] : [];

const waits: { readonly [state: string]: readonly ((at: At) => Found[])[] } = {
  convened: [called, prepare],
  cancelled: [cancelled],
  open: [attend, conduct, voting],
  closed: [drawUp],
  recorded: [sign],
  signed: [summarise, confirm],
  summarised: [confirm],
};

interface Seats {
  readonly entitled: readonly string[];
  readonly chair?: string;
  readonly secretary?: string;
}

/** As the body stands before the meeting is opened, as frozen from then on. */
const seatsIn = (row: MeetingRow, body: BodyRow): Seats => {
  if (row.secretary) return row;
  const entitled = entitledOn(body, row.heldOn).map(({ person }) => person.id);
  return { entitled, chair: chairOn(body.members, row.heldOn)?.id, secretary: body.secretary.id };
};

const placeIn = (row: MeetingRow, body: BodyRow, { personId, now }: Asking): At => {
  const { entitled, chair, secretary } = seatsIn(row, body);
  return {
    row,
    personId,
    isAhead: row.heldOn >= dateOf(now),
    conducts: [chair, secretary].includes(personId),
    keepsRecord: [secretary, body.secretary.id].includes(personId),
    takesPart: [...entitled, ...row.there].includes(personId),
  };
};

/** What was called off is told until its day; everything else until it is done. */
const live = async (reader: ViewReader, { now, moment }: Asking): Promise<MeetingRow[]> => {
  const [going, off] = await Promise.all([
    everyRow(reader, meetings, { ...moment, where: { live: 'yes' } }),
    everyRow(reader, meetings, { ...moment, where: { state: 'cancelled', heldOn: { from: dateOf(now) } } }),
  ]);
  return [...going, ...off].map(({ row }) => row);
};

/** What waits for one person in all meetings, from the views alone. */
export const tasksIn = async (reader: ViewReader, asking: Asking): Promise<MeetingTask[]> => {
  const rows = await live(reader, asking);
  const ids = [...new Set(rows.map(({ body }) => body.id))];
  const found = await Promise.all(ids.map((id) => reader.find(bodies, id, asking.moment)));
  const byId = new Map(found.flatMap((one) => (one ? [[one.row.id, one.row] as const] : [])));
  return rows.flatMap((row) => {
    const body = byId.get(row.body.id);
    if (!body || (body.dissolved && row.state === 'convened')) return [];
    const at = placeIn(row, body, asking);
    return (waits[row.state] ?? []).flatMap((one) => one(at)).map((task) => ({ ...task, row }));
  });
};
