// Runs every measurement once and prints one table; `npm run bench -- append http` picks some. JSON and the table as
// Markdown go to results/.
import { spawnSync } from 'node:child_process';
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
  start: async () => (await import('./start.mjs')).benchStart(),
  actions: async () => (await import('./actions.mjs')).benchActions(),
  papers: async () => (await import('./papers.mjs')).benchPapers(),
  imports: async () => (await import('./imports.mjs')).benchImports(),
  capacity: async () => (await import('./capacity.mjs')).benchCapacity(),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`nothing is measured under ${unknown.join(', ')}; there is ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
const chosen = Object.entries(benches).filter(([name]) => asked.length === 0 || asked.includes(name));

/** In a process of its own, so that none inherits the memory and the compiled code of another. */
const apart = (name) => {
  const [command, ...rest] = [process.execPath, import.meta.filename, name];
  const env = { ...process.env, RECTIFY_BENCH_RESULTS: '1' };
  const { status, stdout } = spawnSync(command, rest, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${name} could not be measured`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
};

if (process.env.RECTIFY_BENCH_RESULTS) {
  const found = JSON.stringify(await chosen[0][1]());
  process.stdout.write(`${found}\n`, () => process.exit(0));
  await new Promise(() => undefined);
}

const results = [];
for (const [name] of chosen) {
  const started = Date.now();
  console.error(`measuring ${name} ...`);
  results.push(...apart(name));
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
