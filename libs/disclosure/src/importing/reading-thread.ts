// A thread that reads files: whatever a parser makes of strange bytes holds up this thread and nothing else.
import { once } from 'node:events';
import { registerHooks } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { Rows } from './import-watch.js';
import type { ReadAnswer, ReadMessage, ReadOrder } from './read-apart.js';

// Run from the sources, a name that ends in .js is that of the .ts file beside it.
if (import.meta.url.endsWith('.ts')) {
  registerHooks({
    resolve: (name, context, next) =>
      next(context.parentURL?.endsWith('.ts') && name.startsWith('.') ? name.replace(/\.js$/, '.ts') : name, context),
  });
}

/** Entries of a long list that are handed over at once. */
const PART = 500;

const port = parentPort!;
const handOver = (answer: ReadAnswer): void => port.postMessage(answer);

/** Parts that waited for the program to take them would all be taken in one turn. */
const handOverInTurn = async (name: string, part: readonly unknown[]): Promise<void> => {
  const asked = once(port, 'message');
  handOver({ name, part });
  await asked;
};

const handOverReading = async (reading: object): Promise<void> => {
  for (const [name, value] of Object.entries(reading)) {
    const long = Array.isArray(value) && value.length > PART;
    const parts = long ? Math.ceil(value.length / PART) : 0;
    for (let at = 0; at < parts; at++) await handOverInTurn(name, value.slice(at * PART, (at + 1) * PART) as unknown[]);
    if (!long) handOver({ name, value });
  }
};

const answer = async ({ file, options }: ReadOrder): Promise<void> => {
  const [{ RuleBroken }, { recognise }] = await Promise.all([import('#event-sourcing'), import('./recognise.js')]);
  try {
    const reached = (_: string, progress: Rows) => handOver({ progress });
    const { reading, ...rest } = await recognise(file, options, { reached });
    await handOverReading(reading);
    handOver({ rest });
  } catch (error) {
    if (error instanceof RuleBroken) handOver({ refused: { code: error.code, details: error.details } });
    else throw error;
  }
};

port.on('message', (message: ReadMessage) => {
  if ('order' in message) void answer(message.order);
});
