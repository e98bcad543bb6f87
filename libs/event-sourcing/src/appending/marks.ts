import { OtherLog } from '../errors.js';
import { BEGINNING, type Event, type Position, type Recorded } from '../event.js';
import type { EventStore } from './event-store.js';

/**
 * Tells an event from any other, also from one that has the same id and place in another log: an append made once more
 * has another salt. A log that has the event of this mark at its place has the same history up to there.
 */
export type Mark = string;

export const markOf = ({ id, recordedAt, metadata: { salt = '' } }: Recorded<Event>): Mark =>
  `${id} ${recordedAt} ${salt}`.trimEnd();

/** How far something that was made of a log has got. */
export interface Checkpoint {
  readonly position: Position;
  /** Of the event there; absent at the beginning, and where a program stored it that knew of no marks. */
  readonly mark?: Mark;
}

/** The event at exactly this position; undefined when none stands there. */
export const eventAt = async (
  store: Pick<EventStore, 'at' | 'readAll'>,
  position: Position,
): Promise<Recorded<Event> | undefined> => {
  if (position === BEGINNING) return undefined;
  if (store.at) return store.at(position);
  const [event] = await store.readAll(String(BigInt(position) - 1n), 1);
  return event?.position === position ? event : undefined;
};

/** Whether the log is the one that the checkpoint was reached in, and still goes as far. */
export const isReachedIn = async (
  store: Pick<EventStore, 'at' | 'readAll'>,
  { position, mark }: Checkpoint,
): Promise<boolean> => {
  if (position === BEGINNING) return true;
  const event = await eventAt(store, position);
  return event !== undefined && markOf(event) === mark;
};

type Log = Pick<EventStore, 'at' | 'readAll' | 'head'>;

/** The event at the position and those behind it. What is read first was there while the event was. */
const readWith = async (store: Log, position: Position, limit: number): Promise<Recorded<Event>[]> => {
  if (!store.at) return store.readAll(String(BigInt(position) - 1n), limit + 1);
  const behind = await store.readAll(position, limit);
  const at = await store.at(position);
  return at ? [at, ...behind] : [];
};

/**
 * Events behind the checkpoint, at most `limit`. Throws OtherLog when the event at it does not stand there: what comes
 * behind goes on from something else then. Without a mark nothing is compared.
 */
export const readOn = async (
  store: Log,
  what: string,
  { position, mark }: Checkpoint,
  limit: number,
): Promise<Recorded<Event>[]> => {
  if (mark === undefined) return store.readAll(position, limit);
  const [at, ...events] = await readWith(store, position, limit);
  if (at?.position === position && markOf(at) === mark) return events;
  throw new OtherLog({ what, position, head: await store.head() });
};
