// The command "load, decide, append" through the EventStoreDB adapter, beside its client doing the same calls barely: both
// against the double, which proves nothing about a real server's rate.
import { createHash, randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { EventStoreDBClient, FORWARDS, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { FoldedStates, GroupCommit, Transact } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { inFlight, median } from './measure.mjs';
import { actor, payload, SEED, streamOf, STREAMS } from './payload.mjs';
import { bound } from './workload.mjs';

const WIDTH = 64;

const double = async () => {
  const program = join(import.meta.dirname, 'double.process.ts');
  const fromSource = ['--conditions=source', '--import', join(import.meta.dirname, '../support/from-source.mjs')];
  const child = spawn(process.execPath, [...fromSource, program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  const stop = async () => {
    child.stdin.end();
    await once(child, 'exit');
  };
  return { url: JSON.parse(line).url, stop };
};

const adapter = async (url, count) => {
  const store = await openEventStore(url);
  const transact = new Transact(store, new GroupCommit(store), new FoldedStates(5_000));
  const names = Array.from({ length: STREAMS }, () => randomUUID());
  const report = (stream, i) => transact.execute(bound(names[stream], i));
  await inFlight(STREAMS * SEED, WIDTH, (i) => report(i % STREAMS, i));
  const rate = await inFlight(count, WIDTH, (i) => report(streamOf(i), i));
  await store.close();
  return rate;
};

/** The same fields as Rectify stores. */
const event = (i) => {
  const id = randomUUID();
  const ids = { correlationId: id, causationId: id, commandId: id };
  const commandHash = createHash('sha256').update(id).digest('hex');
  const metadata = { actor, effectiveAt: new Date().toISOString(), command: 'Report', ...ids, commandHash };
  return jsonEvent({ id, type: 'ProgressReported', data: payload(i), metadata });
};

/** What a user of the client would do barely: keep each stream's version, append under it. */
const bare = async (url, count, { batch = false, readBack = false }) => {
  const client = EventStoreDBClient.connectionString(`${url}&nodePreference=leader`);
  if (!batch) client.supports = async () => false;
  const streams = Array.from({ length: STREAMS }, () => ({ name: `issue-${randomUUID()}`, version: 0 }));
  const report = async (stream, i) => {
    const { name, version } = stream;
    const expectedRevision = version === 0 ? NO_STREAM : BigInt(version - 1);
    await client.appendToStream(name, [event(i)], { expectedRevision, requiresLeader: true });
    stream.version += 1;
    if (!readBack) return;
    const options = { fromRevision: BigInt(version), direction: FORWARDS, maxCount: 1_000, requiresLeader: true };
    for await (const read of client.readStream(name, options)) if (!read.event.data) throw new Error('no data');
  };
  await inFlight(STREAMS * SEED, WIDTH, (i) => report(streams[i % STREAMS], i));
  const rate = await inFlight(count, WIDTH, (i) => report(streams[streamOf(i)], i));
  await client.dispose();
  return rate;
};

const PARTIES = {
  append: (url, count) => bare(url, count, {}),
  adapter,
  readBack: (url, count) => bare(url, count, { readBack: true }),
  batch: (url, count) => bare(url, count, { batch: true }),
};
const BESIDES = [
  { party: 'append', besideWhat: 'the bare client: one Append a command', wanted: { ratio: 0.85 } },
  {
    party: 'readBack',
    besideWhat: 'the bare client: one Append and one read of what it wrote',
    wanted: { ratio: 0.85 },
  },
  { party: 'batch', besideWhat: 'the bare client: BatchAppend' },
];
const NOTES = [
  'EventStoreDB: the double is a program of Node and proves nothing about a real server. Rectify appends by the plain ' +
    'Append and reads the time of recording back; BatchAppend costs less and is left alone for the reasons in ' +
    'docs/adr/0012-eventstoredb-client.md.',
];

/** Each party on a double of its own: the adapter takes no events but its own. The first round is not counted. */
export const benchEventStoreDb = async ({ rounds = 5, count = 10_000 } = {}) => {
  const rates = Object.fromEntries(Object.keys(PARTIES).map((party) => [party, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, party] of Object.entries(PARTIES)) {
      const { url, stop } = await double();
      rates[name].push(await party(url, count));
      await stop();
    }
  }
  const rate = (party) => median(rates[party].slice(1));
  return BESIDES.map(({ party, besideWhat, wanted }) => ({
    name: `command, EventStoreDB double, ${WIDTH} in flight`,
    unit: 'commands/s',
    value: rate('adapter'),
    beside: rate(party),
    besideWhat,
    ratio: rate('adapter') / rate(party),
    wanted,
    notes: NOTES,
  }));
};
