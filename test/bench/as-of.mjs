// Pages of a ledger as of any day: 50 of many issues, ten versions each, in every order and at every time that hurts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { integer, text } from '#event-sourcing';
import { openReadStore } from '#read-store';
import { quantile } from './measure.mjs';

const VERSIONS_OF_EACH = 10;
const FIRST_DAY = Date.parse('2023-01-01T00:00:00Z');
const SPAN_MS = 365 * 24 * 3_600_000;
const STATES = [
  'delivered',
  'assigned',
  'rectifying',
  'rectifying',
  'rectifying',
  'returned',
  'rectifying',
  'under-review',
  'submitted',
  'closed',
];
const narrative = '一是组织学习13次,二是完善制度2项,三是开展专项检查,发现问题均已整改到位。'.repeat(3);

export const ledger = {
  name: 'ledger',
  version: 1,
  types: undefined,
  key: () => undefined,
  fold: (row) => row,
  columns: {
    scope: text((row) => row.scope),
    status: text((row) => row.status),
    number: integer((row) => row.number),
    drawn: integer((row) => row.drawn),
  },
  indexes: [
    ['scope', 'number'],
    ['scope', 'status', 'number'],
    ['scope', 'drawn'],
  ],
};

/** A repeatable source of numbers below 1. */
const random = (seed) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

/** Issues are delivered in the order of their numbers through half of the time; `drawn` has nothing to do with time. */
const versions = (issues) => {
  const next = random(7);
  const all = [];
  for (let issue = 0; issue < issues; issue++) {
    const born = (issue / issues) * 0.5;
    const times = Array.from({ length: VERSIONS_OF_EACH - 1 }, () => born + next() * (1 - born)).sort((a, b) => a - b);
    const drawn = Math.floor(next() * 1e9);
    [born, ...times].forEach((time, i) => {
      all.push({
        at: FIRST_DAY + Math.floor(time * SPAN_MS),
        key: `issue-${issue}`,
        status: STATES[i],
        number: issue,
        drawn,
      });
    });
  }
  return all.sort((a, b) => a.at - b.at);
};

const filled = async (url, issues) => {
  const store = await openReadStore(url);
  let [generation] = await store.open(ledger);
  const last = new Map();
  const all = versions(issues);
  for (let from = 0; from < all.length; from += 5_000) {
    const rows = [];
    const ends = [];
    for (let i = from; i < Math.min(from + 5_000, all.length); i++) {
      const { at, key, status, number, drawn } = all[i];
      const next = { effective: at, recorded: at };
      const before = last.get(key);
      if (before?.from === from) before.version.next = next;
      else if (before) ends.push({ key, position: before.version.position, next });
      const version = {
        key,
        position: i + 1,
        effective: at,
        recorded: at,
        row: { scope: 'x', status, number, drawn, narrative },
      };
      last.set(key, { from, version });
      rows.push(version);
    }
    const to = String(Math.min(from + 5_000, all.length));
    await store.commit([{ generation, from: generation.checkpoint, to, versions: rows, ends }]);
    generation = { ...generation, checkpoint: to };
  }
  await store.goLive(generation);
  return store;
};

const TIMES = [0.0001, 0.001, 0.004, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999, 1.1];
const QUESTIONS = {
  'by number': { sort: { column: 'number' } },
  'by number, last first': { sort: { column: 'number', descending: true } },
  'closed, by number': { where: { status: 'closed' }, sort: { column: 'number' } },
  'closed, last first': { where: { status: 'closed' }, sort: { column: 'number', descending: true } },
  'by a column without a trend': { sort: { column: 'drawn' } },
};

const deepCursor = async (store, query) => {
  let cursor;
  for (let page = 0; page < 5; page++) {
    const { next } = await store.list(ledger, { ...query, limit: 500, cursor });
    if (!next) return cursor;
    cursor = next;
  }
  return cursor;
};

const timed = async (store, query, repeats) => {
  const took = [];
  for (let i = 0; i < repeats; i++) {
    const started = performance.now();
    await store.list(ledger, query);
    took.push(performance.now() - started);
  }
  return took;
};

export const asOfPages = async (store, repeats) => {
  const figures = {};
  for (const [name, { where, sort }] of Object.entries(QUESTIONS)) {
    const byTime = {};
    const all = [];
    for (const time of TIMES) {
      const asOf = new Date(FIRST_DAY + time * SPAN_MS).toISOString();
      const query = { asOf, where: { scope: 'x', ...where }, sort };
      await timed(store, query, 2);
      const took = await timed(store, query, repeats);
      const cursor = await deepCursor(store, query);
      const deep = cursor ? await timed(store, { ...query, cursor }, repeats) : [];
      byTime[time] = [quantile(took, 0.5), deep.length > 0 ? quantile(deep, 0.5) : 0];
      all.push(...took, ...deep);
    }
    figures[name] = { p50: quantile(all, 0.5), p99: quantile(all, 0.99), byTime };
  }
  return figures;
};

export const measured = async (issues, repeats) => {
  const folder = mkdtempSync(join(tmpdir(), 'rectify-as-of-'));
  const store = await filled(`sqlite:${join(folder, 'views.db')}`, issues);
  try {
    return await asOfPages(store, repeats);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** p99 over all orders and times, on a million versions and on a hundred thousand. */
export const benchAsOf = async ({ repeats = 20 } = {}) => {
  const small = await measured(10_000, repeats);
  const large = await measured(100_000, repeats);
  return Object.keys(large).map((name) => ({
    name: `as-of page, ${name}`,
    unit: 'ms, p99',
    value: large[name].p99,
    beside: small[name].p99,
    ratio: large[name].p99 / small[name].p99,
    wanted: { value: 50, ratio: 1.5 },
    byTime: large[name].byTime,
  }));
};
