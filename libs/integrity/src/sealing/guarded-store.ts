import { randomFillSync } from 'node:crypto';
import {
  type Append,
  type AppendResult,
  BEGINNING,
  comparePositions,
  type EventStore,
  type NewEvent,
  type Position,
  type StreamAppend,
} from '#event-sourcing';
import { asText } from './appended.js';
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
  const { id, type, schemaVersion, data, metadata } = event;
  try {
    // Into the text: an object with one field more would be made for nothing else.
    const text = `${JSON.stringify(metadata).slice(0, -1)},"salt":"${salt()}"}`;
    return { id, type, schemaVersion, data, metadata, json: { data: JSON.stringify(data), metadata: text } };
  } catch {
    // What has no text fails in the store, and its append alone does.
    return event;
  }
};

const told = ({ stream, events }: StreamAppend, last: number, by: Position): string[] =>
  events.map(({ id, type, schemaVersion, json }, i) => {
    const version = last - events.length + 1 + i;
    return asText({ id, stream, version, by, type, schemaVersion, data: json!.data, metadata: json!.metadata });
  });

const appendedBy = (append: Append, result: AppendResult): string[] => {
  if (result instanceof Error || result.outcome !== 'ok') return [];
  return append
    .filter(({ events }) => events.length > 0)
    .flatMap((part, i) => told(part, result.versions[i]!, result.positions[i]!));
};

/** The newest position that the store has told. */
const reachedBy = (results: readonly AppendResult[]): Position =>
  results
    .flatMap((result) => (result instanceof Error ? [] : result.positions.slice(-1)))
    .reduce((newest, position) => (comparePositions(position, newest) > 0 ? position : newest), BEGINNING);

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
    let results: AppendResult[] = [];
    try {
      results = await store.append(given);
      return results;
    } finally {
      guard.end(
        call,
        results.flatMap((result, i) => appendedBy(given[i]!, result)),
        reachedBy(results),
      );
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
