// Runs every measurement once and prints one table; `npm run bench -- append http` picks some. JSON and the table as
// Markdown go to results/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from './measure.mjs';
import { asMarkdown, asTable } from './table.mjs';

const benches = {
  append: async () => (await import('./append.mjs')).benchAppend(),
  postgres: async () => (await import('./postgres.mjs')).benchPostgres(),
  eventstoredb: async () => (await import('./eventstoredb.mjs')).benchEventStoreDb(),
  peers: async () => (await import('./peers.mjs')).benchPeers(),
  http: async () => (await import('./http.mjs')).benchHttp(),
  lag: async () => (await import('./lag.mjs')).benchLag(),
  growth: async () => (await import('./growth.mjs')).benchGrowth(),
  program: async () => (await import('./program.mjs')).benchProgram(),
  capacity: async () => (await import('./capacity.mjs')).benchCapacity(),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`nothing is measured under ${unknown.join(', ')}; there is ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
const chosen = Object.entries(benches).filter(([name]) => asked.length === 0 || asked.includes(name));
const results = [];
for (const [name, bench] of chosen) {
  const started = Date.now();
  console.error(`measuring ${name} ...`);
  results.push(...(await bench()));
  console.error(`  ${name} took ${Math.round((Date.now() - started) / 1_000)} s`);
}

console.table(asTable(results));
const folder = join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
const file = join(folder, new Date().toISOString().slice(0, 19).replaceAll(':', ''));
const measured = { machine: machine(), results };
writeFileSync(`${file}.json`, JSON.stringify(measured, null, 2));
writeFileSync(`${file}.md`, asMarkdown(measured));
console.log(`${file.slice(file.indexOf('test/'))}.json and .md`);
process.exit(0);
