// The program's own views over whole lives: rebuilding all of them, as-of pages of the ledger, and memory of the server.
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '#event-sourcing';
import { openReadStore } from '#read-store';
import { listLedger } from '#rectification';
import { contexts } from '../../dist/apps/composition/src/contexts.js';
import { startPostgres } from '../support/postgres.ts';
import { asStarted } from './subprocess.mjs';
import { fillStore } from './seed-issue-lives.mjs';
import { median, perSecond, quantile } from './measure.mjs';

const digest = (text) => createHash('sha256').update(text).digest('hex');
const places = (folder) => ({ dataDirectory: folder, fileLimit: 100 });

/** Events per second from an empty read store to all views live, indexes and all. */
const rebuilt = async (store, folder, viewsUrl) => {
  const readStore = await openReadStore(viewsUrl);
  const engine = new Engine({ store, readStore, contexts: contexts(places(folder)), digest });
  const head = await store.head();
  const started = performance.now();
  await engine.start();
  await engine.seen(engine.views, head, 3_600_000);
  const rate = perSecond(Number(head), started);
  return { engine, readStore, rate, events: Number(head) };
};

const QUESTIONS = {
  'by number': {},
  'closed only': { status: ['closed'] },
  'of one round': { roundId: 'r3' },
  'by due date of one unit': { leadUnitId: 'unit-7', sort: 'dueOn' },
};
const DAYS = ['2023-01-01', '2023-01-05', '2023-02-01', '2023-06-30', '2023-12-31', '2024-09-30', '2026-01-01'];

const pages = async (readStore, repeats) => {
  const took = {};
  for (const [name, filter] of Object.entries(QUESTIONS)) {
    took[name] = [];
    for (const day of DAYS) {
      for (let i = 0; i < repeats; i++) {
        const started = performance.now();
        await listLedger(readStore, { ...filter, asOf: `${day}T15:59:59.999Z`, limit: 50 });
        took[name].push(performance.now() - started);
      }
    }
  }
  return took;
};

const memoryOfServer = async (folder) => {
  const child = spawn(process.execPath, [...asStarted(), 'dist/apps/cli/src/main.js', 'serve'], {
    env: {
      ...process.env,
      RECTIFY_DATABASE_URL: `sqlite:${join(folder, 'events.db')}`,
      RECTIFY_VIEWS_URL: `sqlite:${join(folder, 'served-views.db')}`,
      RECTIFY_PORT: '0',
      RECTIFY_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  const status = () =>
    Object.fromEntries(
      readFileSync(`/proc/${child.pid}/status`, 'utf8')
        .split('\n')
        .map((line) => line.split(/:\s+/)),
    );
  try {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const [url] = /http:\/\/[^\s/]+/.exec(said) ?? [];
      const ready =
        url &&
        (await fetch(`${url}/health/ready`).then(
          (r) => r.ok,
          () => false,
        ));
      if (ready) break;
    }
    const { VmRSS, RssAnon } = status();
    return { all: Number.parseInt(VmRSS, 10) / 1024, own: Number.parseInt(RssAnon, 10) / 1024 };
  } finally {
    child.kill();
    await new Promise((resolve) => child.once('exit', resolve));
  }
};

const measured = async (folder, issues, repeats) => {
  const store = await fillStore(`sqlite:${join(folder, 'events.db')}`, issues);
  const rates = [];
  let took;
  for (let round = 0; round < (issues > 20_000 ? 1 : 3); round++) {
    const { engine, readStore, rate, events } = await rebuilt(
      store,
      folder,
      `sqlite:${join(folder, `views-${round}.db`)}`,
    );
    rates.push(rate);
    took = { events, ...(took ?? { pages: await pages(readStore, repeats) }) };
    await engine.stop();
    await readStore.close();
  }
  await store.close();
  return { rate: median(rates), ...took };
};

/** Events and views in one database, as the program has them there. */
const rebuiltOnPostgres = async (issues, rounds) => {
  const folder = mkdtempSync(join(tmpdir(), 'rectify-program-'));
  const server = await startPostgres(tmpdir());
  try {
    const store = await fillStore(await server.database(), issues);
    const rates = [];
    let counted = 0;
    for (let round = 0; round < rounds; round++) {
      const { engine, readStore, rate, events } = await rebuilt(store, folder, await server.database());
      rates.push(rate);
      counted = events;
      await engine.stop();
      await readStore.close();
    }
    await store.close();
    return { rate: median(rates), events: counted };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

export const benchProgram = async ({ small = 10_000, large = 100_000, repeats = 20 } = {}) => {
  const at = {};
  let memory;
  for (const issues of [small, large]) {
    const folder = mkdtempSync(join(tmpdir(), 'rectify-program-'));
    at[issues] = await measured(folder, issues, repeats);
    if (issues === large) memory = await memoryOfServer(folder);
    rmSync(folder, { recursive: true, force: true });
  }
  const postgres = await rebuiltOnPostgres(small, 3);
  const p99 = (issues, name) => quantile(at[issues].pages[name], 0.99);
  return [
    ...[small, large].map((issues) => ({
      name: `rebuild of all views, SQLite, ${at[issues].events} events`,
      unit: 'events/s',
      value: at[issues].rate,
      wanted: { value: 15_000 },
    })),
    {
      name: `rebuild of all views, PostgreSQL, ${postgres.events} events`,
      unit: 'events/s',
      value: postgres.rate,
      wanted: { value: 8_000 },
    },
    ...Object.keys(QUESTIONS).map((name) => ({
      name: `as-of ledger page, ${name}, ${large} issues beside ${small}`,
      unit: 'ms p99',
      value: p99(large, name),
      beside: p99(small, name),
      ratio: p99(large, name) / p99(small, name),
      wanted: { value: 50, ratio: 1.5 },
    })),
    {
      name: `memory of the server after ${at[large].events} events (own pages, beside all resident)`,
      unit: 'MiB',
      value: memory.own,
      beside: memory.all,
      wanted: { value: 300 },
    },
  ];
};
