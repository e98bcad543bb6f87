// Sends one file, does not wait for its answer, and asks until it is known what became of it.
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const ASKED_EVERY_MS = 250;
const ENDED = new Set(['done', 'refused', 'cancelled', 'failed']);
const { url, token, bytes, query } = workerData;
const authorization = `Bearer ${token}`;
const headers = { authorization, 'content-type': 'application/octet-stream', prefer: 'respond-async' };
const began = performance.now();
const begun = await fetch(`${url}/api/v1/imports?${new URLSearchParams(query)}`, {
  method: 'POST',
  headers,
  body: bytes,
});
if (begun.status !== 202) throw new Error(`the import was answered ${begun.status}: ${await begun.text()}`);
let run = await begun.json();
while (!ENDED.has(run.state)) {
  await pause(ASKED_EVERY_MS);
  run = await (await fetch(`${url}/api/v1/imports/${run.id}`, { headers: { authorization } })).json();
}
const { state, refusals, failure } = run;
parentPort.postMessage({ ms: performance.now() - began, state, told: JSON.stringify(failure ?? refusals) });
