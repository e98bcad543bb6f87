import { randomFillSync } from 'node:crypto';
import type { Append, AppendResult, EventStore, NewEvent, Position, StreamAppend } from '#event-sourcing';
import type { AppendedEvent } from './appended.js';
import type { HistoryGuard } from './history-guard.js';

const SALT_BYTES = 16;
const SALTS = 512;
const pool = Buffer.allocUnsafe(SALT_BYTES * SALTS);
let used = SALTS;

/** Random bytes are fetched many at a time. */
const salt = (): string => {
  if (used === SALTS) {
    randomFillSync(pool);
    used = 0;
  }
  return pool.toString('base64url', used * SALT_BYTES, (used += 1) * SALT_BYTES);
};

/** With its salt, and as the text that is stored, which is made once for store and guard. */
const salted = (event: NewEvent): NewEvent => {
  const metadata = { ...event.metadata, salt: salt() };
  try {
    return { ...event, metadata, json: { data: JSON.stringify(event.data), metadata: JSON.stringify(metadata) } };
  } catch {
    // What has no text fails in the store, and its append alone does.
    return event;
  }
};

const told = ({ stream, events }: StreamAppend, last: number, by: Position): AppendedEvent[] =>
  events.map(({ id, type, schemaVersion, json }, i) => {
    const version = last - events.length + 1 + i;
    return { id, stream, version, by, type, schemaVersion, data: json!.data, metadata: json!.metadata };
  });

const appendedBy = (append: Append, result: AppendResult): AppendedEvent[] => {
  if (result instanceof Error || result.outcome !== 'ok') return [];
  return append
    .filter(({ events }) => events.length > 0)
    .flatMap((part, i) => told(part, result.versions[i]!, result.positions[i]!));
};

/** The store of a history that is watched: what was appended is looked at again, and nothing is appended to damage. */
export const guarded = (store: EventStore, guard: HistoryGuard): EventStore => ({
  name: store.name,
  exclusive: store.exclusive,
  sparse: store.sparse,
  flushesAtOnce: store.flushesAtOnce,
  sideBySide: store.sideBySide,
  append: async (appends) => {
    const call = guard.begin();
    const given = appends.map((append) => append.map((part) => ({ ...part, events: part.events.map(salted) })));
    let taken: AppendedEvent[] = [];
    try {
      const results = await store.append(given);
      taken = results.flatMap((result, i) => appendedBy(given[i]!, result));
      return results;
    } finally {
      guard.end(call, taken);
    }
  },
  readStream: async (stream, after = 0) => {
    const events = await store.readStream(stream, after);
    const [first] = events;
    if (first && first.version !== after + 1) {
      const { position, version } = first;
      guard.found({ kind: 'version-out-of-order', position, stream, version, expected: String(after + 1) });
    }
    return events;
  },
  readAll: (after, limit) => store.readAll(after, limit),
  versionsAt: store.versionsAt && ((streams, upTo) => store.versionsAt!(streams, upTo)),
  head: () => store.head(),
  onAppended: (wake) => store.onAppended(wake),
  close: () => store.close(),
});
