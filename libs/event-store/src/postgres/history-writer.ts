import { BEGINNING, type Event, type Instant, type Position, type Recorded } from '#event-sourcing';
import type { Pool, PoolClient } from 'pg';
import { interruption, type Standing } from '../continuity.js';
import { APPEND_LOCK } from './append-function.js';

interface Found {
  readonly head: Position | null;
  readonly recorded_at: Instant | null;
  readonly versions: Readonly<Record<string, number>> | null;
  readonly known: readonly string[] | null;
}

const STANDING = `SELECT head.position AS head, head.recorded_at,
    (SELECT json_object_agg(s.name, coalesce(
      (SELECT e.version FROM events e WHERE e.stream = s.name ORDER BY e.version DESC LIMIT 1), 0))
      FROM unnest($1::text[]) s(name)) AS versions,
    (SELECT array_agg(e.id) FROM unnest($2::text[]) n(id), LATERAL (SELECT id FROM events WHERE id = n.id LIMIT 1) e) AS known
  FROM (SELECT 1) one LEFT JOIN LATERAL
    (SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1) head ON true`;

const INSERT = `INSERT INTO events (position, id, stream, version, type, schema_version, recorded_at, data, metadata)
  SELECT $1::bigint + n.i, n.id, n.stream, n.version, n.type, n.schema_version, n.recorded_at, n.data, n.metadata
  FROM unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::int[], $7::text[], $8::text[], $9::text[])
    WITH ORDINALITY n(id, stream, version, type, schema_version, recorded_at, data, metadata, i) ORDER BY n.i`;

const standing = async (client: PoolClient, events: readonly Recorded<Event>[]): Promise<Standing> => {
  const streams = [...new Set(events.map(({ stream }) => stream))];
  const { rows } = await client.query<Found>(STANDING, [streams, events.map(({ id }) => id)]);
  const { head, recorded_at: recordedAt, versions, known } = rows[0]!;
  const ids = new Set(known);
  return {
    head: head ?? BEGINNING,
    recordedAt: recordedAt ?? '',
    version: (stream) => versions?.[stream] ?? 0,
    knows: (id) => ids.has(id),
  };
};

const columnsOf = (events: readonly Recorded<Event>[]): unknown[] => [
  events.map(({ id }) => id),
  events.map(({ stream }) => stream),
  events.map(({ version }) => version),
  events.map(({ type }) => type),
  events.map(({ schemaVersion }) => schemaVersion),
  events.map(({ recordedAt }) => recordedAt),
  events.map(({ data }) => JSON.stringify(data)),
  events.map(({ metadata }) => JSON.stringify(metadata)),
];

const write = async (client: PoolClient, behind: Position, events: readonly Recorded<Event>[]): Promise<void> => {
  await client.query(`SELECT pg_advisory_xact_lock(${APPEND_LOCK})`);
  await client.query('SET LOCAL synchronous_commit = on');
  const refusal = interruption(behind, events, await standing(client, events));
  if (refusal) throw refusal;
  await client.query(INSERT, [behind, ...columnsOf(events)]);
  await client.query(`SELECT pg_notify('rectify_events', '')`);
};

/** The next events of a history from elsewhere, in one transaction. Throws HistoryRefused; then nothing is stored. */
export const restoreEvents = async (
  pool: Pool,
  behind: Position,
  events: readonly Recorded<Event>[],
): Promise<void> => {
  const client = await pool.connect();
  let failed = true;
  try {
    await client.query('BEGIN');
    await write(client, behind, events);
    await client.query('COMMIT');
    failed = false;
  } finally {
    // A connection that is not given back takes its open transaction with it.
    client.release(failed);
  }
};
