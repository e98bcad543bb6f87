// The report of a round of so many issues over HTTP: how long it takes, and for how long it stops other requests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { OpenAccount, Passwords, RegisterPerson } from '#identity';
import { readConfig } from '../../dist/apps/server/src/config.js';
import { serve } from '../../dist/apps/server/src/serve.js';
import { median } from './measure.mjs';
import { by } from './orders.mjs';
import { fillStore } from './seed-issue-lives.mjs';

const PASSWORD = 'Bench-2026-zheng-gai';
const WITHIN_MS = { 42: 300, 1_000: 2_000, 10_000: 10_000 };
const STOPPED_MS = 50;

/**
 * The longest that the main thread worked without letting others have a turn, in its own processor time: what else runs
 * on the machine does not count.
 */
const watchTurns = () => {
  let [longest, last, over] = [0, process.threadCpuUsage(), false];
  const turn = () => {
    const { user, system } = process.threadCpuUsage(last);
    longest = Math.max(longest, (user + system) / 1_000);
    last = process.threadCpuUsage();
    if (!over) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    over = true;
    return longest;
  };
};

const signedIn = async ({ engine, app, url }) => {
  const system = { id: 'bench', personId: 'bench', name: '压测', roles: ['office', 'admin'], client: 'bench' };
  const run = (type, fields) => engine.execute(by(system, type, fields));
  const person = await run(RegisterPerson, { name: '李明' });
  const account = await run(OpenAccount, { login: 'bench', personId: person.id, roles: ['inspector'] });
  await app.get(Passwords).set(account.id, PASSWORD, false);
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'bench', password: PASSWORD }),
  });
  return (await response.json()).accessToken;
};

/** Asked for by a thread of its own, so that reading the answer takes no turns from the server. */
export const asked = (url, token) =>
  new Promise((resolve, reject) => {
    const source = `
      const { parentPort, workerData: { url, token } } = require('node:worker_threads');
      const began = performance.now();
      fetch(url, { headers: { authorization: 'Bearer ' + token } })
        .then(async (answer) => ({ status: answer.status, bytes: (await answer.arrayBuffer()).byteLength }))
        .then((told) => parentPort.postMessage({ ...told, ms: performance.now() - began }));
    `;
    const worker = new Worker(source, { eval: true, workerData: { url, token } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

const measured = async (path, token, repeats) => {
  const found = [];
  for (let i = 0; i < repeats; i++) {
    const longest = watchTurns();
    const answer = await asked(path, token);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    found.push({ ...answer, stopped: longest() });
  }
  const of = (what) => median(found.map((one) => one[what]));
  return { ms: of('ms'), stopped: of('stopped') };
};

const papersOf = async (issues, formats, repeats) => {
  const folder = mkdtempSync(join(tmpdir(), 'rectify-papers-'));
  const database = `sqlite:${join(folder, 'r.db')}`;
  await (await fillStore(database, issues, issues)).close();
  const environment = { RECTIFY_DATABASE_URL: database, RECTIFY_PORT: '0', RECTIFY_LOG_LEVEL: 'error' };
  const serving = await serve(readConfig(environment));
  try {
    const { engine, url } = serving;
    const token = await signedIn(serving);
    await engine.seen(engine.views, await engine.store.head(), 600_000);
    const rows = [];
    for (const format of formats) {
      const paper = format === 'xlsx' ? 'ledger' : 'report';
      const path = `${url}/api/v1/rounds/r0/${paper}?asOf=2023-12-31&format=${format}`;
      const { ms, stopped } = await measured(path, token, repeats);
      const name = `${paper} of ${issues} issues as ${format}`;
      console.error(`  ${name}: ${Math.round(ms)} ms, longest turn ${stopped.toFixed(1)} ms`);
      rows.push({ name, unit: 'ms', value: ms, wanted: { value: WITHIN_MS[issues] } });
      const turn = { unit: 'ms of processor time', value: stopped, wanted: { value: STOPPED_MS } };
      rows.push({ name: `${name}, longest turn`, ...turn });
    }
    return rows;
  } finally {
    await serving.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

export const benchPapers = async ({
  sizes = [42, 1_000, 10_000],
  formats = ['docx', 'html', 'pdf', 'xlsx'],
  repeats = 3,
} = {}) => {
  const rows = [];
  for (const size of sizes) rows.push(...(await papersOf(size, formats, repeats)));
  return rows;
};
