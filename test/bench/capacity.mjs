// What an event costs on the disk, and a command on the processor: the figures of the capacity page.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '#event-sourcing';
import { openReadStore } from '#read-store';
import { contexts } from '../../dist/apps/composition/src/contexts.js';
import { startPostgres } from '../support/postgres.ts';
import { fillStore } from './seed-issue-lives.mjs';
import { inFlight } from './measure.mjs';
import { openProgram, report } from './reports.mjs';

const WIDTH = 64;
/** Of a clock tick in /proc, in microseconds. */
const TICK_US = 10_000;

const digest = (text) => createHash('sha256').update(text).digest('hex');

/** Whole lives in the log, and all views of them. */
const filled = async ({ eventsUrl, viewsUrl, folder }, issues) => {
  const store = await fillStore(eventsUrl, issues);
  const readStore = await openReadStore(viewsUrl);
  const engine = new Engine({ store, readStore, digest, contexts: contexts({ dataDirectory: folder, fileLimit: 1 }) });
  const head = await store.head();
  await engine.start();
  await engine.seen(engine.views, head, 3_600_000);
  await engine.stop();
  await readStore.close();
  await store.close();
  return Number(head);
};

/** In microseconds, of our process and of the database's workers. */
const processorTime = async (databasePids) => {
  const { user, system } = process.cpuUsage();
  const ticks = (await databasePids()).map((pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return { ours: user + system, database: ticks.reduce((sum, one) => sum + one, 0) * TICK_US };
};

/** Commands with their views, through the engine without HTTP. */
const costs = async (places, commands, databasePids) => {
  const { engine, close } = await openProgram(places);
  const run = async (from) => {
    await inFlight(commands, WIDTH, (i) => engine.execute(report(from + i)));
    await engine.seen(engine.views, await engine.store.head(), 60_000);
  };
  await run(0);
  const before = await processorTime(databasePids);
  await run(commands);
  const after = await processorTime(databasePids);
  await close();
  return {
    ours: (after.ours - before.ours) / commands,
    database: (after.database - before.database) / commands,
  };
};

const onSqlite = async (folder, { issues, commands }) => {
  const file = (name) => join(folder, `${name}.db`);
  const places = (name) => ({
    eventsUrl: `sqlite:${file(`${name}-events`)}`,
    viewsUrl: `sqlite:${file(`${name}-views`)}`,
    folder,
  });
  const events = await filled(places('filled'), issues);
  const bytes = (what) => statSync(file(`filled-${what}`)).size / events;
  const sizes = { log: bytes('events'), views: bytes('views') };
  return { ...sizes, ...(await costs(places('costs'), commands, async () => [])) };
};

const onPostgres = async (folder, { issues, commands }) => {
  const server = await startPostgres(tmpdir());
  try {
    const url = await server.database();
    const events = await filled({ eventsUrl: url, viewsUrl: url, folder }, issues);
    const bytes = async (schema) => {
      const sum =
        'select sum(pg_total_relation_size(oid))::float8 as bytes from pg_class where relnamespace = $1::regnamespace';
      const [{ bytes: found }] = await server.query(url, `${sum} and relkind = 'r'`, [schema]);
      return found / events;
    };
    const sizes = { log: await bytes('rectify_events'), views: await bytes('rectify_views') };
    const costly = await server.database();
    const pids = async () => {
      const workers = `select pid from pg_stat_activity where pid <> pg_backend_pid()`;
      return (await server.query(costly, workers)).map(({ pid }) => pid);
    };
    return { ...sizes, ...(await costs({ eventsUrl: costly, viewsUrl: costly, folder }, commands, pids)) };
  } finally {
    await server.stop();
  }
};

const rows = (name, { log, views, ours, database }) => [
  { name: `log, ${name}`, unit: 'bytes/event', value: log },
  { name: `views, ${name}`, unit: 'bytes/event', value: views },
  {
    name: `processor of a command with its views, ${name}`,
    unit: 'us',
    value: ours,
    beside: database || undefined,
    besideWhat: database ? 'in the database' : undefined,
  },
];

export const benchCapacity = async ({ issues = 4_000, commands = 10_000 } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'rectify-capacity-'));
  try {
    const sqlite = await onSqlite(folder, { issues, commands });
    const postgres = await onPostgres(folder, { issues, commands });
    return [...rows('SQLite', sqlite), ...rows('PostgreSQL', postgres)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
