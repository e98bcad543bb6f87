// What another user asks meanwhile, each question by the clock; in a thread of its own, so that it takes no turns.
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const { url, token, issueId, everyMs } = workerData;
const authorization = `Bearer ${token}`;
let told = 0;

const progress = () => ({
  method: 'POST',
  headers: { authorization, 'content-type': 'application/json', 'if-match': '*' },
  body: JSON.stringify({ narrative: `又组织集体学习${(told += 1)}次。`, percent: 60 }),
});

const questions = {
  'GET inbox': ['/api/v1/inbox', () => ({ headers: { authorization } })],
  'GET issues': ['/api/v1/issues?limit=50', () => ({ headers: { authorization } })],
  'POST progress': [`/api/v1/issues/${issueId}/progress`, progress],
  'GET health/live': ['/health/live', () => ({})],
};

const took = Object.fromEntries(Object.keys(questions).map((name) => [name, []]));
const end = new AbortController();
parentPort.once('message', () => end.abort());

const ask = async (name) => {
  const [path, request] = questions[name];
  const began = performance.now();
  const answer = await fetch(`${url}${path}`, request());
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${name} was answered ${answer.status}`);
  took[name].push(performance.now() - began);
};

/** One after the other: whoever waits for an answer longer than that asks again when it is there. */
const asking = async (name) => {
  while (!end.signal.aborted) {
    const next = performance.now() + everyMs;
    await ask(name);
    await pause(Math.max(0, next - performance.now()));
  }
};

await Promise.all(Object.keys(questions).map(asking));
parentPort.postMessage(took);
