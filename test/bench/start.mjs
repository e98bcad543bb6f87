// From the start of the process to the first answer "ready", as `npm start` runs it.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillStore } from './seed-issue-lives.mjs';
import { median } from './measure.mjs';
import { asStarted } from './subprocess.mjs';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const isReady = (url) =>
  fetch(`${url}/health/ready`).then(
    (answer) => answer.ok,
    () => false,
  );

/** Milliseconds; the process is over when this returns. `before` its end, once it is ready, something may be waited for. */
const startIn = async (folder, before = async () => undefined) => {
  const started = performance.now();
  const child = spawn(process.execPath, [...asStarted(), 'apps/cli/bin/rectify.mjs', 'serve'], {
    env: {
      ...process.env,
      RECTIFY_DATABASE_URL: `sqlite:${join(folder, 'rectify.db')}`,
      RECTIFY_PORT: '0',
      RECTIFY_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  try {
    for (;;) {
      const [url] = /http:\/\/[^\s/]+/.exec(said) ?? [];
      if (url && (await isReady(url))) {
        const took = performance.now() - started;
        await before();
        return took;
      }
      if (child.exitCode !== null) throw new Error(`the server ended: ${said}`);
      await pause(5);
    }
  } finally {
    child.kill();
    if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
  }
};

const newFolder = () => mkdtempSync(join(tmpdir(), 'rectify-start-'));

const onEmpty = async () => {
  const folder = newFolder();
  try {
    return await startIn(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const sealed = async (folder, events) => {
  const head = join(folder, 'rectify-integrity', 'head.json');
  while (!existsSync(head) || JSON.parse(readFileSync(head, 'utf8')).size < events) await pause(200);
};

const times = async (count, start) => {
  const took = [];
  // The first fills the cache of the file system.
  for (let i = 0; i <= count; i++) took.push(await start());
  return median(took.slice(1));
};

/** `issues` with some eleven events each. */
export const benchStart = async ({ issues = 100_000, starts = 5 } = {}) => {
  const empty = await times(starts, onEmpty);
  const folder = newFolder();
  try {
    const store = await fillStore(`sqlite:${join(folder, 'rectify.db')}`, issues);
    const events = Number(await store.head());
    await store.close();
    // Views are built and the history is sealed once.
    await startIn(folder, () => sealed(folder, events));
    const withViews = await times(starts, () => startIn(folder));
    return [
      { name: 'start to ready, empty folder', unit: 'ms', value: empty, wanted: { value: 1_500 } },
      {
        name: `start to ready, ${events.toLocaleString('en')} events, views present`,
        unit: 'ms',
        value: withViews,
        beside: empty,
        besideWhat: 'empty folder',
        ratio: withViews / empty,
        wanted: { value: 2_000 },
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
