import type { EventStore, SeenUpTo } from '../appending/event-store.js';
import { comparePositions, type Recorded } from '../event.js';

/** The last version up to which all is seen. Of what was told out of order, more may be seen than what is before it. */
const seenOf = (events: readonly Recorded[], { position, asOf, knownAt }: SeenUpTo): number => {
  const known = events.filter(
    ({ position: at, recordedAt }) =>
      comparePositions(at, position) <= 0 && (knownAt === undefined || recordedAt <= knownAt),
  );
  const unseen = known.findIndex(({ metadata }) => asOf !== undefined && metadata.effectiveAt > asOf);
  return unseen < 0 ? known.length : unseen;
};

/**
 * The version that each stream had at that moment. Whoever acts on what was shown names it (If-Match), and is refused
 * when anything has happened to the thing since.
 */
export const versionsShown = async (
  store: EventStore,
  streams: readonly string[],
  upTo: SeenUpTo,
): Promise<ReadonlyMap<string, number>> => {
  if (streams.length === 0) return new Map();
  if (store.versionsAt) return store.versionsAt(streams, upTo);
  const read = streams.map(async (stream) => {
    const seen = seenOf(await store.readStream(stream), upTo);
    return seen > 0 ? [[stream, seen] as const] : [];
  });
  return new Map((await Promise.all(read)).flat());
};
