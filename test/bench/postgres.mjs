// The command "load, decide, append" on 500 streams of 10 events, on a real PostgreSQL with its files on disk, beside
// raw inserts of the same rows.
import { tmpdir } from 'node:os';
import { Client } from 'pg';
import { FoldedStates, GroupCommit, Transact } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { startPostgres } from '../support/postgres.ts';
import { inFlight, median, perSecond } from './measure.mjs';
import { actor, SEED, streamOf, STREAMS } from './payload.mjs';
import { bound } from './workload.mjs';

const COLUMNS = 'position, id, stream, version, type, schema_version, recorded_at, data, metadata';

const rawRow = (position, version) => {
  const { command } = bound(streamOf(position), position);
  const { commandId: id, commandHash, issuedAt } = command;
  const ids = { correlationId: id, causationId: id, commandId: id, commandHash };
  const metadata = { actor, effectiveAt: issuedAt, command: 'Report', ...ids };
  const data = JSON.stringify(command.payload);
  const at = [position, id, `issue-${command.id}`, version(command.id)];
  return [...at, 'ProgressReported', 1, issuedAt, data, JSON.stringify(metadata)];
};

/** The same rows in the same table with its indexes, by inserts of so many rows, each its own transaction. */
const rawInserts = async (url, count, batch) => {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('drop table if exists raw');
  await client.query(`create table raw (position bigint primary key, id text collate "C" not null unique,
    stream text collate "C" not null, version int not null, type text not null, schema_version int not null,
    recorded_at text not null, data text not null, metadata text not null, unique (stream, version))`);
  const versions = new Map();
  const version = (stream) => {
    versions.set(stream, (versions.get(stream) ?? 0) + 1);
    return versions.get(stream);
  };
  const places = Array.from(
    { length: batch },
    (_, r) => `(${Array.from({ length: 9 }, (_, c) => `$${r * 9 + c + 1}`)})`,
  );
  const insert = { name: 'raw', text: `insert into raw (${COLUMNS}) values ${places}` };
  const started = performance.now();
  for (let i = 0; i + batch <= count; i += batch) {
    const rows = Array.from({ length: batch }, (_, k) => rawRow(i + k + 1, version));
    await client.query({ ...insert, values: rows.flat() });
  }
  const rate = perSecond(count, started);
  await client.end();
  return rate;
};

const commands = async (url, count, width) => {
  const store = await openEventStore(url);
  const transact = new Transact(store, new GroupCommit(store), new FoldedStates(5_000));
  await inFlight(STREAMS * SEED, 64, (i) => transact.execute(bound(i % STREAMS, i)));
  const rate = await inFlight(count, width, (i) => transact.execute(bound(streamOf(i), i)));
  await store.close();
  return rate;
};

/** Commands per second at 64 and at 1 in flight, with the raw rate of the same rows, alternating in one run. */
export const benchPostgres = async ({ rounds = 3, count = 25_600 } = {}) => {
  const server = await startPostgres(tmpdir());
  const at = { raw64: [], command64: [], raw1: [], command1: [] };
  for (let round = 0; round < rounds; round++) {
    at.raw64.push(await rawInserts(await server.database(), count, 64));
    at.command64.push(await commands(await server.database(), count, 64));
    at.raw1.push(await rawInserts(await server.database(), 2_000, 1));
    at.command1.push(await commands(await server.database(), 2_000, 1));
  }
  await server.stop();
  const [raw64, command64, raw1, command1] = [at.raw64, at.command64, at.raw1, at.command1].map(median);
  return [
    {
      name: 'command, PostgreSQL, 64 in flight',
      unit: 'commands/s',
      value: command64,
      beside: raw64,
      besideWhat: 'raw rows in batches of 64',
      ratio: command64 / raw64,
      wanted: { ratio: 0.5, value: 7_000 },
    },
    {
      name: 'command, PostgreSQL, 1 in flight',
      unit: 'commands/s',
      value: command1,
      beside: raw1,
      besideWhat: 'raw single commits',
      ratio: command1 / raw1,
    },
  ];
};
