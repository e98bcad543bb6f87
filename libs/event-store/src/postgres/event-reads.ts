import { BEGINNING, type Event, type Position, type Recorded, type SeenUpTo } from '#event-sourcing';
import { unavailable } from '#postgres';
import type pg from 'pg';
import { positionNumber, restored, type StoredEvent } from '../stored-event.js';
import { rowsOf } from './postgres-connections.js';

const COLUMNS = 'position, id, stream, version, type, schema_version, recorded_at, data, metadata';
const LARGEST_INT = 2_147_483_647;

/** Reads over a pool. A connection found broken is tried once more on a fresh one; what then fails is StoreUnavailable. */
export class EventReads {
  constructor(private readonly pool: pg.Pool) {}

  async stream(stream: string, after: number): Promise<Recorded<Event>[]> {
    const text = `SELECT ${COLUMNS} FROM events WHERE stream = $1 AND version > $2 ORDER BY version`;
    return (await this.#rows({ name: 'stream', text, values: [stream, Math.min(after, LARGEST_INT)] })).map(restored);
  }

  async all(after: Position, limit: number): Promise<Recorded<Event>[]> {
    const text = `SELECT ${COLUMNS} FROM events WHERE position > $1 ORDER BY position LIMIT $2`;
    const values = [positionNumber(after), Math.max(0, limit)];
    return (await this.#rows({ name: 'all', text, values })).map(restored);
  }

  async versionsAt(streams: readonly string[], upTo: SeenUpTo): Promise<ReadonlyMap<string, number>> {
    const { position, asOf = null, knownAt = null } = upTo;
    const text = `SELECT asked.stream, CASE WHEN last.late THEN coalesce((SELECT min(before.version) - 1 FROM events before
          WHERE before.stream = asked.stream COLLATE "C" AND before.version < last.version
            AND before.metadata::json ->> 'effectiveAt' > $4), last.version) ELSE last.version END
      FROM unnest($1::text[]) AS asked (stream), LATERAL (
        SELECT version, metadata::json ->> 'outOfOrder' IS NOT NULL AS late
        FROM events WHERE events.stream = asked.stream COLLATE "C" AND position <= $2
          AND ($3::text IS NULL OR recorded_at <= $3) AND ($4::text IS NULL OR metadata::json ->> 'effectiveAt' <= $4)
        ORDER BY version DESC LIMIT 1) AS last`;
    const values = [streams, positionNumber(position), knownAt, asOf];
    const rows = await this.#rows({ name: 'versions-at', text, values });
    return new Map(rows as unknown as [string, number][]);
  }

  async head(): Promise<Position> {
    const text = 'SELECT position FROM events ORDER BY position DESC LIMIT 1';
    const [row] = await this.#rows({ name: 'head', text, values: [] });
    return row ? String(row[0]) : BEGINNING;
  }

  async #rows(query: pg.QueryConfig): Promise<StoredEvent[]> {
    try {
      return (await rowsOf(this.pool, { ...query, rowMode: 'array' })) as StoredEvent[];
    } catch (error) {
      throw unavailable(error);
    }
  }
}
