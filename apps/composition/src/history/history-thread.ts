// Reads the stored events back in a thread of its own: seals them, or verifies a part of them.
import { registerHooks } from 'node:module';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { Asked, Answered, ThreadData } from './history-threads.js';

// Run from the sources, a name that ends in .js is that of the .ts file beside it.
if (import.meta.url.endsWith('.ts')) {
  registerHooks({
    resolve: (name, context, next) =>
      next(context.parentURL?.endsWith('.ts') && name.startsWith('.') ? name.replace(/\.js$/, '.ts') : name, context),
  });
}

const NICE = 10;
// On Linux this is of the thread alone; elsewhere it would be of the whole program.
if ((workerData as ThreadData).yields && process.platform === 'linux') setPriority(NICE);

const port = parentPort!;
const { answered, closed } = (await import('./history-work.js')).workOn(workerData as ThreadData, (progress) =>
  port.postMessage({ progress } satisfies Answered),
);

/** One after the other, in the order in which they came. */
let last: Promise<void> = Promise.resolve();

const answer = async (asked: Asked): Promise<void> => {
  try {
    const answer = await answered(asked);
    if (asked.kind !== 'await') port.postMessage({ answer } satisfies Answered);
  } catch (error) {
    port.postMessage({ failure: error instanceof Error ? error.message : String(error) } satisfies Answered);
  }
};

port.on('message', (asked: Asked | 'close') => {
  last = last.then(() => (asked === 'close' ? closed().then(() => port.close()) : answer(asked)));
});
