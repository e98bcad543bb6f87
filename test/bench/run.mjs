// Runs every measurement once and prints one table; `npm run bench -- append http` picks some. JSON goes to results/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from './measure.mjs';

const benches = {
  append: async () => (await import('./append.mjs')).benchAppend(),
  http: async () => (await import('./http.mjs')).benchHttp(),
  program: async () => (await import('./program.mjs')).benchProgram(),
};

const asked = process.argv.slice(2);
const chosen = Object.entries(benches).filter(([name]) => asked.length === 0 || asked.includes(name));
const results = [];
for (const [name, bench] of chosen) {
  console.error(`measuring ${name} ...`);
  results.push(...(await bench()));
}

const shown = (value) => (value === undefined ? '' : value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
const met = ({ value, ratio, unit, wanted }) => {
  if (!wanted) return '';
  const lowIsGood = /ms|MiB/.test(unit);
  const fine = (found, asked) => asked === undefined || (lowIsGood ? found <= asked : found >= asked);
  return fine(value, wanted.value) && fine(ratio, wanted.ratio) ? 'yes' : 'no';
};
console.table(
  results.map((row) => ({
    what: row.name,
    unit: row.unit,
    measured: shown(row.value),
    beside: shown(row.beside),
    ratio: shown(row.ratio),
    'wanted value': row.wanted?.value ?? '',
    'wanted ratio': row.wanted?.ratio ?? '',
    met: met(row),
  })),
);
const folder = join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
const file = join(folder, `${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.json`);
writeFileSync(file, JSON.stringify({ machine: machine(), results }, null, 2));
console.log(file.slice(file.indexOf('test/')));
process.exit(0);
