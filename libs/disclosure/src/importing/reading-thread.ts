// A thread that reads files: whatever a parser makes of strange bytes holds up this thread and nothing else.
import { registerHooks } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { ReadAnswer, ReadOrder } from './read-apart.js';

// Run from the sources, a name that ends in .js is that of the .ts file beside it.
if (import.meta.url.endsWith('.ts')) {
  registerHooks({
    resolve: (name, context, next) =>
      next(context.parentURL?.endsWith('.ts') && name.startsWith('.') ? name.replace(/\.js$/, '.ts') : name, context),
  });
}

/** Entries of a long list that are handed over at once. */
const PART = 500;

const handOver = (answer: ReadAnswer): void => parentPort!.postMessage(answer);

const handOverReading = (reading: object): void => {
  for (const [name, value] of Object.entries(reading)) {
    const long = Array.isArray(value) && value.length > PART;
    const parts = long ? Math.ceil(value.length / PART) : 0;
    for (let at = 0; at < parts; at++) handOver({ name, part: value.slice(at * PART, (at + 1) * PART) as unknown[] });
    if (!long) handOver({ name, value });
  }
};

const answer = async ({ file, options }: ReadOrder): Promise<void> => {
  const [{ RuleBroken }, { recognise }] = await Promise.all([import('#event-sourcing'), import('./recognise.js')]);
  try {
    const { reading, ...rest } = await recognise(file, options);
    handOverReading(reading);
    handOver({ rest });
  } catch (error) {
    if (error instanceof RuleBroken) handOver({ refused: { code: error.code, details: error.details } });
    else throw error;
  }
};

parentPort!.on('message', (order: ReadOrder) => void answer(order));
