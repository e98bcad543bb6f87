import { BEGINNING, type Event, type Recorded } from '../event.js';
import type { EventStore } from './event-store.js';

/** The newest event, undefined when there is none. */
export const newestOf = async (store: EventStore): Promise<Recorded<Event> | undefined> => {
  if (store.newest) return store.newest();
  const head = await store.head();
  if (head === BEGINNING) return undefined;
  return (await store.readAll(String(BigInt(head) - 1n), 1))[0];
};
