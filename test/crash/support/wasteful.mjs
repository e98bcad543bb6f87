// Keeps something of every request for ever, and takes its time over those that say so.
import './watch.mjs';
import { subscribe } from 'node:diagnostics_channel';

const KEPT_BYTES = 96 * 1_024;
const BUSY_MS = 300;

const kept = [];
subscribe('http.server.request.start', ({ request }) => {
  kept.push(Buffer.alloc(KEPT_BYTES, kept.length));
  if (request.headers['x-busy'] === undefined) return;
  const began = process.threadCpuUsage();
  while (process.threadCpuUsage(began).user < BUSY_MS * 1_000);
});
