// Told of in the file while there is one: the longest stretch, in ms of the thread's own work, between two turns of a timer.
// The work of one request cannot be longer; how long others kept the machine busy meanwhile does not count.
import { existsSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env['RECTIFY_CRASH_LOOP_FILE'];
const EVERY_MS = 10;

let longest = 0;
let since = process.threadCpuUsage();
const turn = () => {
  const { user, system } = process.threadCpuUsage(since);
  const worked = (user + system) / 1_000;
  if (!existsSync(file)) longest = 0;
  else if (worked > longest) writeFileSync(file, String((longest = worked)));
  since = process.threadCpuUsage();
};
if (file && isMainThread) setInterval(turn, EVERY_MS).unref();
