// The command "load, decide, append" on 500 streams of 10 events, durable, beside raw inserts of the same rows.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FoldedStates, GroupCommit, Transact } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openGuarded } from './guarded.mjs';
import { inFlight, median, perSecond } from './measure.mjs';
import { actor, SEED, streamOf, STREAMS } from './payload.mjs';
import { bound } from './workload.mjs';

const rowOf = (k, versions) => {
  const { command } = bound(streamOf(k), k);
  const version = (versions.get(command.id) ?? 0) + 1;
  versions.set(command.id, version);
  const { commandId, commandHash, issuedAt, payload } = command;
  const ids = { correlationId: commandId, causationId: commandId, commandId, commandHash };
  const metadata = JSON.stringify({ actor, effectiveAt: issuedAt, command: 'Report', ...ids });
  return [
    commandId,
    `issue-${command.id}`,
    version,
    'ProgressReported',
    1,
    Date.now(),
    JSON.stringify(payload),
    metadata,
  ];
};

/** The same rows as the store writes, made beforehand, by the shortest way that SQLite has. */
const rawInserts = (folder, count, batch) => {
  const db = new DatabaseSync(join(folder, `raw-${batch}-${randomUUID()}.db`));
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
  db.exec(`CREATE TABLE events(position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stream TEXT NOT NULL,
    version INTEGER NOT NULL, type TEXT NOT NULL, schema_version INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
    data TEXT NOT NULL, metadata TEXT NOT NULL, UNIQUE(stream, version))`);
  const insert = db.prepare(
    'INSERT INTO events(id,stream,version,type,schema_version,recorded_at,data,metadata) VALUES(?,?,?,?,?,?,?,?)',
  );
  const versions = new Map();
  const rows = Array.from({ length: count }, (_, k) => rowOf(k, versions));
  const started = performance.now();
  for (let i = 0; i < count; i += batch) {
    db.exec('BEGIN IMMEDIATE');
    for (const row of rows.slice(i, i + batch)) insert.run(...row);
    db.exec('COMMIT');
  }
  const rate = perSecond(count, started);
  db.close();
  return rate;
};

const bare = async (url) => {
  const store = await openEventStore(url);
  return { store, close: () => store.close() };
};

const commands = async (folder, count, width, open = bare) => {
  const file = join(folder, `store-${randomUUID()}`);
  const { store, close } = await open(`sqlite:${file}.db`, `${file}-integrity`);
  const transact = new Transact(store, new GroupCommit(store), new FoldedStates(5_000));
  await inFlight(STREAMS * SEED, 64, (i) => transact.execute(bound(i % STREAMS, i)));
  const rate = await inFlight(count, width, (i) => transact.execute(bound(streamOf(i), i)));
  await close();
  return rate;
};

/** Commands per second at 64 and at 1 in flight, with the raw rate of the same rows, alternating in one run. */
export const benchAppend = async ({ rounds = 5, count = 30_000 } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'rectify-bench-'));
  const at = { raw64: [], command64: [], sealed64: [], raw1: [], command1: [] };
  for (let round = 0; round < rounds; round++) {
    at.raw64.push(rawInserts(folder, count, 64));
    at.command64.push(await commands(folder, count, 64));
    at.sealed64.push(await commands(folder, count, 64, openGuarded));
    at.raw1.push(rawInserts(folder, 3_000, 1));
    at.command1.push(await commands(folder, 3_000, 1));
  }
  rmSync(folder, { recursive: true, force: true });
  const [raw64, command64, raw1, command1] = [at.raw64, at.command64, at.raw1, at.command1].map(median);
  const sealed64 = median(at.sealed64);
  return [
    {
      name: 'command, SQLite, 64 in flight',
      unit: 'commands/s',
      value: command64,
      beside: raw64,
      besideWhat: 'raw rows in batches of 64',
      ratio: command64 / raw64,
      wanted: { ratio: 0.3, value: 15_000 },
    },
    {
      name: 'the same while the history is read back and sealed',
      unit: 'commands/s',
      value: sealed64,
      beside: command64,
      besideWhat: 'the store alone',
      ratio: sealed64 / command64,
      wanted: { ratio: 0.95 },
    },
    {
      name: 'command, SQLite, 1 in flight',
      unit: 'commands/s',
      value: command1,
      beside: raw1,
      besideWhat: 'raw single commits',
      ratio: command1 / raw1,
      wanted: { ratio: 0.7 },
    },
  ];
};
