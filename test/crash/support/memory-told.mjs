// Tells, when the file named after its own with `.asked` appears, what the process holds once its garbage is gone, in MiB.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const file = process.env['RECTIFY_CRASH_MEMORY_FILE'];
const EVERY_MS = 50;
const MIB = 1_048_576;

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');
const told = () => {
  if (!existsSync(`${file}.asked`)) return;
  gc();
  gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  writeFileSync(file, JSON.stringify({ resident: rss / MIB, held: (heapUsed + external) / MIB }));
  rmSync(`${file}.asked`);
};
if (file && isMainThread) setInterval(told, EVERY_MS).unref();
