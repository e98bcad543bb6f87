import type { EventStore, SeenUpTo } from '../appending/event-store.js';
import { comparePositions, type Recorded } from '../event.js';

const isSeen =
  ({ position, asOf, knownAt }: SeenUpTo) =>
  ({ position: at, recordedAt, metadata }: Recorded): boolean =>
    comparePositions(at, position) <= 0 &&
    (asOf === undefined || metadata.effectiveAt <= asOf) &&
    (knownAt === undefined || recordedAt <= knownAt);

/**
 * The version that each stream had at that moment. Whoever acts on what was shown names it (If-Match), and is refused
 * when anything has happened to the thing since. Both clocks only rise within a stream, so what is seen is its beginning.
 */
export const versionsShown = async (
  store: EventStore,
  streams: readonly string[],
  upTo: SeenUpTo,
): Promise<ReadonlyMap<string, number>> => {
  if (streams.length === 0) return new Map();
  if (store.versionsAt) return store.versionsAt(streams, upTo);
  const read = streams.map(async (stream) => {
    const last = (await store.readStream(stream)).findLast(isSeen(upTo));
    return last ? [[stream, last.version] as const] : [];
  });
  return new Map((await Promise.all(read)).flat());
};
