// Does a store of a million events still take as many as one of ten thousand, and does the process stay as small?
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../support/postgres.ts';
import { asStarted, told } from './subprocess.mjs';
import { median } from './measure.mjs';

const program = join(import.meta.dirname, 'growth.process.mjs');
const grow = (url, events) => told([program, 'grow', url, events], { options: [...asStarted(), '--expose-gc'] });

/** Small and large in turn, so that what else the machine does meets both alike. */
const alternating = async (fresh, { small, large, rounds, commands }) => {
  const full = await fresh();
  console.error(`  growing to ${large} events`);
  const { marks } = await grow(full, large);
  const rates = { small: [], large: [] };
  for (let round = 0; round < rounds; round++) {
    const little = await fresh();
    await grow(little, small);
    rates.small.push((await told([program, 'measure', little, commands, await fresh()])).rate);
    rates.large.push((await told([program, 'measure', full, commands, await fresh()])).rate);
  }
  return { marks, small: median(rates.small), large: median(rates.large) };
};

const rows = (name, { small, large }, found) => {
  const [first, last] = [found.marks[0], found.marks.at(-1)];
  const curve = found.marks.map(
    ({ events, rate, rss }) => `${events / 1_000}k ${Math.round(rate)}/s ${Math.round(rss)} MiB`,
  );
  return [
    {
      name: `command, ${name}, 64 in flight, behind ${large} stored events`,
      unit: 'commands/s',
      value: found.large,
      beside: found.small,
      besideWhat: `behind ${small}`,
      ratio: found.large / found.small,
      wanted: { ratio: 0.9 },
      notes: [`Growing on ${name}: ${curve.join(', ')}.`],
    },
    {
      name: `memory of the process after ${last.events} commands, ${name}`,
      unit: 'MiB',
      value: last.rss,
      beside: first.rss,
      besideWhat: `after ${first.events}`,
      ratio: last.rss / first.rss,
      wanted: { ratio: 1.25 },
    },
  ];
};

export const benchGrowth = async ({ small = 10_000, large = 1_000_000, rounds = 3, commands = 20_000 } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'rectify-growth-'));
  const server = await startPostgres(tmpdir());
  let files = 0;
  const sizes = { small, large, rounds, commands };
  try {
    const sqlite = await alternating(async () => `sqlite:${join(folder, `${(files += 1)}.db`)}`, sizes);
    const postgres = await alternating(() => server.database(), sizes);
    return [...rows('SQLite', sizes, sqlite), ...rows('PostgreSQL', sizes, postgres)];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
