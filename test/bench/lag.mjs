// How long after its acknowledgement a report is in all views, at a steady thousand commands a second through the engine.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../support/postgres.ts';
import { quantile } from './measure.mjs';
import { openProgram, report } from './reports.mjs';

const RATE = 1_000;
const WARM_UP_S = 3;
/** Every so many-th report is waited for, as a client does that reads its own write. */
const ASKED = 20;

/**
 * Fires one command a millisecond by the clock, however long each takes, and notes when each was in all views. A reader
 * who waits hurries the runner, so what nobody waits for is measured while nobody does.
 */
const steady = async (engine, seconds, { from, readersWait }) => {
  const views = engine.storedViews.map(({ name }) => name);
  const reached = new Map(views.map((view) => [view, 0]));
  const waiting = [];
  const [unasked, asked] = [[], []];
  let level = 0;
  const stop = engine.runner.onCommitted((moved) => {
    for (const [view, position] of moved) reached.set(view, Number(position));
    level = Math.min(...reached.values());
    const now = performance.now();
    while (waiting.length > 0 && waiting[0].position <= level) {
      const { at, counts } = waiting.shift();
      if (counts) unasked.push(now - at);
    }
  });
  const started = performance.now();
  const total = (WARM_UP_S + seconds) * RATE;
  const open = new Set();
  const one = async (i) => {
    const { position, events } = await engine.execute(report(from + i));
    if (events.length !== 1) throw new Error('a report was not stored');
    const at = performance.now();
    const counts = i >= WARM_UP_S * RATE;
    if (readersWait && i % ASKED === 0) {
      await engine.seen(engine.views, position, 60_000);
      if (counts) asked.push(performance.now() - at);
    } else if (Number(position) > level) {
      waiting.push({ position: Number(position), at, counts });
      waiting.sort((a, b) => a.position - b.position);
    } else if (counts) unasked.push(0);
  };
  for (let i = 0; i < total;) {
    for (; i < total && performance.now() - started >= (i * 1_000) / RATE; i++) {
      const taken = one(i);
      open.add(taken);
      void taken.finally(() => open.delete(taken));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const late = performance.now() - started - total / (RATE / 1_000);
  await Promise.all(open);
  await engine.seen(engine.views, await engine.store.head(), 60_000);
  stop();
  return { lags: readersWait ? asked : unasked, late };
};

const through = async (places, seconds) => {
  const { engine, close } = await openProgram(places);
  const alone = await steady(engine, seconds, { from: 0, readersWait: false });
  const asked = await steady(engine, seconds, { from: (WARM_UP_S + seconds) * RATE, readersWait: true });
  await close();
  return { alone, asked };
};

const rows = (engine, { alone, asked }) => {
  const row = (what, { lags, late }) => ({
    name: `view lag, ${engine}, ${RATE} commands/s, ${what}`,
    unit: 'ms p99',
    value: quantile(lags, 0.99),
    beside: quantile(lags, 0.5),
    besideWhat: 'median',
    wanted: { value: 100 },
    notes:
      late < 100
        ? []
        : [`${engine}, ${what}: the rate was not kept, the last command came ${Math.round(late)} ms late.`],
  });
  return [row('nobody waits', alone), row(`one in ${ASKED} is waited for`, asked)];
};

export const benchLag = async ({ seconds = 15 } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'rectify-lag-'));
  const server = await startPostgres(tmpdir());
  try {
    const [events, views] = ['events', 'views'].map((name) => `sqlite:${join(folder, `${name}.db`)}`);
    const embedded = await through({ eventsUrl: events, viewsUrl: views, folder }, seconds);
    const url = await server.database();
    const postgres = await through({ eventsUrl: url, viewsUrl: url, folder }, seconds);
    return [...rows('SQLite', embedded), ...rows('PostgreSQL', postgres)];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
