import type { EventStore } from '../appending/event-store.js';
import type { Instant, Position } from '../event.js';
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

const justBefore = (instant: Instant): Instant => new Date(Date.parse(instant) - 1).toISOString();

/**
 * What `read` makes of several views, as if nothing were stored while it reads. Nothing is stored: the views stand at the
 * head, and still do afterwards. Something is: it is left out, and what was read around it is read again.
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
  return read(upTo(reader, justBefore(next.recordedAt)));
};
