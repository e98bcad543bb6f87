import type { EventStore } from '../appending/event-store.js';
import type { Event, Instant, Position, Recorded } from '../event.js';
import type { View } from './projection.js';
import type { Moment, ViewReader } from './read-store.js';

interface Stores {
  readonly store: Pick<EventStore, 'head' | 'readAll'>;
  /** Waits until the views have the position. */
  readonly seen: (views: readonly View[], after: Position) => Promise<void>;
}

const earlierOf = (knownAt: Instant | undefined, last: Instant): Instant =>
  knownAt !== undefined && knownAt < last ? knownAt : last;

/** Shows nothing that was recorded later. */
const upTo = (reader: ViewReader, last: Instant): ViewReader => {
  const bound = <Asked extends Moment>(asked: Asked): Asked => ({ ...asked, knownAt: earlierOf(asked.knownAt, last) });
  return {
    find: (view, key, moment = {}) => reader.find(view, key, bound(moment)),
    list: (view, query) => reader.list(view, bound(query)),
    count: (view, column, query) => reader.count(view, column, bound(query)),
    history: async (view, key) => (await reader.history(view, key)).filter(({ recordedAt }) => recordedAt <= last),
  };
};

const LOOKED_AT_ONCE = 100;
const LOOKS = 10;
/** Longer than one instant of the store's clock, which counts milliseconds. */
const ONE_INSTANT_MS = 2;

type Last = Pick<Recorded<Event>, 'position' | 'recordedAt'>;

/**
 * The last event of an instant, behind what is known to be stored: events of one instant cannot be told apart by it, so
 * it must be over. A clock that stands still is believed after a while.
 */
const endOfAnInstant = async ({ store }: Stores, first: Recorded<Event>): Promise<Last> => {
  let last = first;
  for (let look = 0; look < LOOKS; look += 1) {
    const events = [last, ...(await store.readAll(last.position, LOOKED_AT_ONCE))];
    const ends = events.findIndex(({ recordedAt }, i) => events[i + 1] && events[i + 1]!.recordedAt > recordedAt);
    if (ends !== -1) return events[ends]!;
    if (look > 0 && events.length === 1) return last;
    last = events.at(-1)!;
    await new Promise((resolve) => setTimeout(resolve, ONE_INSTANT_MS));
  }
  return last;
};

/**
 * What `read` makes of several views, as if nothing were stored while it reads. Nothing is stored: the views stand at the
 * head, and still do afterwards. Something is: what was read around it is read again, as of an instant that is over.
 */
export const atOnePosition = async <Answer>(
  stores: Stores,
  views: readonly View[],
  reader: ViewReader,
  read: (reader: ViewReader) => Promise<Answer>,
): Promise<Answer> => {
  const { store } = stores;
  const head = await store.head();
  await stores.seen(views, head);
  const stored = async () => (await store.readAll(head, 1))[0];
  const before = await stored();
  const answer = before ? undefined : { made: await read(reader) };
  const next = before ?? (await stored());
  if (next === undefined) return answer!.made;
  const { position, recordedAt } = await endOfAnInstant(stores, next);
  await stores.seen(views, position);
  return read(upTo(reader, recordedAt));
};
