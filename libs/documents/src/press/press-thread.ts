// A thread that prints: blocks come in parts, then the order for them.
import { registerHooks } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { Block } from '../blocks.js';
import type { Answer, Order, Part } from './press.js';

// Run from the sources, a name that ends in .js is that of the .ts file beside it.
if (import.meta.url.endsWith('.ts')) {
  registerHooks({
    resolve: (name, context, next) =>
      next(context.parentURL?.endsWith('.ts') && name.startsWith('.') ? name.replace(/\.js$/, '.ts') : name, context),
  });
}

let blocks: Block[] = [];

const answer = async ({ paper, format, colophon }: Order): Promise<Answer> => {
  const { pressed } = await import('./pressed.js');
  try {
    return { bytes: await pressed({ ...paper, blocks }, format, colophon) };
  } catch (error) {
    return { failure: String(error) };
  } finally {
    blocks = [];
  }
};

parentPort!.on('message', async (message: Part | Order) => {
  if ('blocks' in message) blocks = blocks.concat(message.blocks);
  else parentPort!.postMessage(await answer(message));
});
