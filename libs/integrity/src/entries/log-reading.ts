import { comparePositions, type Event, type EventStore, type Position, type Recorded } from '#event-sourcing';
import { Damaged } from '../damage.js';

const BATCH = 1_000;

export type ReadLog = Pick<EventStore, 'readAll' | 'head' | 'sparse'>;

/** The position that an event has by its place in the order; unknown where positions leave gaps. */
export const positionOf = ({ sparse }: ReadLog, index: number): Position | undefined =>
  sparse ? undefined : String(index + 1);

/** The events before the one that cannot be read, by halving what is asked for. */
const readable = async (log: ReadLog, after: Position): Promise<Recorded<Event>[]> => {
  const found: Recorded<Event>[] = [];
  for (let size = BATCH; size > 0; size = Math.floor(size / 2)) {
    const more = await log.readAll(found.at(-1)?.position ?? after, size).catch(() => []);
    found.push(...more);
  }
  return found;
};

/**
 * Events behind the position. A store that answers, and cannot give this one event, holds a damaged one: what stands
 * before it is given, and the next call throws Damaged.
 */
export const readBehind = async (log: ReadLog, after: Position, limit = BATCH): Promise<Recorded<Event>[]> => {
  try {
    return await log.readAll(after, limit);
  } catch (failure) {
    const found = await readable(log, after);
    if (found.length > 0) return found.slice(0, limit);
    await log.head();
    const position = log.sparse ? undefined : String(Number(after) + 1);
    throw new Damaged({ kind: 'event-unreadable', position, found: String(failure) }, { cause: failure });
  }
};

/** All events behind the position up to the head at the start, batch by batch. */
export async function* eventsUpTo(log: ReadLog, after: Position, head: Position): AsyncGenerator<Recorded<Event>[]> {
  for (let at = after; comparePositions(at, head) < 0;) {
    const events = (await readBehind(log, at)).filter(({ position }) => comparePositions(position, head) <= 0);
    if (events.length === 0) return;
    yield events;
    at = events.at(-1)!.position;
  }
}
