import type { Event, Recorded } from '../event.js';
import type { EventStore } from './event-store.js';
import { forwarded } from './forwarded.js';

/** Lifts stored data of one event type from version `from` to `from + 1`. Stored events are never rewritten. */
export interface Upcaster {
  readonly type: string;
  readonly from: number;
  readonly upcast: (data: never) => object;
}

const lifted = (event: Recorded, byType: ReadonlyMap<string, readonly Upcaster[]>): Recorded => {
  let { data, schemaVersion } = event;
  for (const upcaster of byType.get(event.type) ?? []) {
    if (upcaster.from !== schemaVersion) continue;
    data = upcaster.upcast(data as never);
    schemaVersion += 1;
  }
  return schemaVersion === event.schemaVersion ? event : { ...event, data, schemaVersion };
};

/** The store seen in today's shapes. Upcasters of one type apply in order of their `from`. */
export const withUpcasters = (store: EventStore, upcasters: readonly Upcaster[]): EventStore => {
  if (upcasters.length === 0) return store;
  const byType = new Map<string, Upcaster[]>();
  for (const upcaster of [...upcasters].sort((a, b) => a.from - b.from)) {
    byType.set(upcaster.type, [...(byType.get(upcaster.type) ?? []), upcaster]);
  }
  const lift = (events: Recorded<Event>[]) => events.map((event) => lifted(event, byType));
  return {
    ...forwarded(store),
    readStream: async (stream, after) => lift(await store.readStream(stream, after)),
    readAll: async (after, limit) => lift(await store.readAll(after, limit)),
  };
};
