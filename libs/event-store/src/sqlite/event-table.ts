import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { BEGINNING, type Event, type Instant, type Position, type Recorded, type SeenUpTo } from '#event-sourcing';
import type { Place } from '../admission.js';
import { positionNumber, restored, type StoredEvent } from '../stored-event.js';

const COLUMNS = 'position, id, stream, version, type, schema_version, recorded_at, data, metadata';

/** No instant is written later. */
const ALWAYS = '9';

export interface Tail {
  readonly position: number;
  readonly recordedAt: Instant;
}

/** The table of events as prepared statements. */
export class EventTable {
  readonly #insert: StatementSync;
  readonly #stream: StatementSync;
  readonly #all: StatementSync;
  readonly #tail: StatementSync;
  readonly #version: StatementSync;
  readonly #versionAt: StatementSync;
  readonly #place: StatementSync;

  constructor(db: DatabaseSync) {
    const rows = (sql: string): StatementSync => {
      const statement = db.prepare(sql);
      statement.setReturnArrays(true);
      return statement;
    };
    this.#insert = db.prepare(`INSERT INTO events (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#stream = rows(`SELECT ${COLUMNS} FROM events WHERE stream = ? AND version > ? ORDER BY version`);
    this.#all = rows(`SELECT ${COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT ?`);
    this.#tail = rows('SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1');
    this.#version = rows('SELECT max(version) FROM events WHERE stream = ?');
    this.#versionAt = rows(
      `SELECT CASE WHEN metadata ->> 'outOfOrder' THEN coalesce((SELECT min(before.version) - 1 FROM events before
             WHERE before.stream = last.stream AND before.version < last.version AND before.metadata ->> 'effectiveAt' > ?),
           version) ELSE version END
         FROM events last WHERE stream = ? AND position <= ? AND recorded_at <= ?
           AND (? IS NULL OR metadata ->> 'effectiveAt' <= ?) ORDER BY version DESC LIMIT 1`,
    );
    this.#place = rows('SELECT stream, version, position, recorded_at FROM events WHERE id = ?');
  }

  insert(row: StoredEvent): void {
    this.#insert.run(...row);
  }

  stream(stream: string, after: number): Recorded<Event>[] {
    return (this.#stream.all(stream, after) as unknown as StoredEvent[]).map(restored);
  }

  all(after: Position, limit: number): Recorded<Event>[] {
    return (this.#all.all(positionNumber(after), Math.max(0, limit)) as unknown as StoredEvent[]).map(restored);
  }

  versionsAt(streams: readonly string[], { position, asOf, knownAt = ALWAYS }: SeenUpTo): Map<string, number> {
    const until = asOf ?? null;
    const upTo = [positionNumber(position), knownAt, until, until] as const;
    const found = streams.map((stream) => [stream, this.#versionAt.get(until, stream, ...upTo)] as const);
    return new Map(found.flatMap(([stream, row]) => (row ? [[stream, (row as unknown as [number])[0]]] : [])));
  }

  head(): Position {
    const tail = this.tail();
    return tail ? String(tail.position) : BEGINNING;
  }

  tail(): Tail | undefined {
    const row = this.#tail.get() as unknown as [number, Instant] | undefined;
    return row && { position: row[0], recordedAt: row[1] };
  }

  /** 0 for an unknown stream. */
  version(stream: string): number {
    return (this.#version.get(stream) as unknown as [number | null])[0] ?? 0;
  }

  place(id: string): Place | undefined {
    const row = this.#place.get(id) as unknown as [string, number, number, Instant] | undefined;
    return row && { stream: row[0], version: row[1], position: String(row[2]), recordedAt: row[3] };
  }
}
