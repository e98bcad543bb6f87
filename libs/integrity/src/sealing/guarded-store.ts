import { randomFillSync } from 'node:crypto';
import {
  type Append,
  type AppendResult,
  BEGINNING,
  comparePositions,
  type EventStore,
  forwarded,
  type NewEvent,
  type Position,
  type StreamAppend,
} from '#event-sourcing';
import type { Stored } from './appending.js';
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

const storedOf = (appends: readonly Append[], results: readonly AppendResult[]): Stored => {
  const events: (string | number)[] = [];
  let count = 0;
  let reached = BEGINNING;
  const add = ({ stream, events: added }: StreamAppend, last: number, by: Position) => {
    added.forEach(({ id, type, schemaVersion, json }, i) => {
      const version = last - added.length + 1 + i;
      events.push(id, stream, version, by, type, schemaVersion, json!.data, json!.metadata);
    });
    count += added.length;
    if (comparePositions(by, reached) > 0) reached = by;
  };
  results.forEach((result, n) => {
    if (result instanceof Error || result.outcome !== 'ok') return;
    const parts = appends[n]!.filter((part) => part.events.length > 0);
    parts.forEach((part, i) => add(part, result.versions[i]!, result.positions[i]!));
  });
  return { events, count, reached };
};

/** The store of a history that is watched: what was appended is looked at again, and nothing is appended to damage. */
export const guarded = (store: EventStore, guard: HistoryGuard): EventStore => ({
  ...forwarded(store),
  append: async (appends) => {
    const call = guard.begin();
    const given = appends.map((append) => append.map((part) => ({ ...part, events: part.events.map(salted) })));
    let results: AppendResult[] = [];
    try {
      results = await store.append(given);
      return results;
    } finally {
      guard.end(call, storedOf(given, results));
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
});
