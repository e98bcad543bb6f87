// A thread that prints: the items of an order come in parts, then the order for them.
import { registerHooks } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Message, Printed, PressData } from './press.js';

// Run from the sources, a name that ends in .js is that of the .ts file beside it.
if (import.meta.url.endsWith('.ts')) {
  registerHooks({
    resolve: (name, context, next) =>
      next(context.parentURL?.endsWith('.ts') && name.startsWith('.') ? name.replace(/\.js$/, '.ts') : name, context),
  });
}

let items: unknown[] = [];

const answerTo = async (order: unknown): Promise<Answer> => {
  try {
    const { module } = workerData as PressData;
    const { printed } = (await import(module)) as { readonly printed: Printed<unknown, unknown> };
    return { bytes: await printed(order, items) };
  } catch (error) {
    return { failure: String(error) };
  } finally {
    items = [];
  }
};

parentPort!.on('message', async (message: Message<unknown, unknown>) => {
  if ('part' in message) for (const item of message.part) items.push(item);
  else parentPort!.postMessage(await answerTo(message.order));
});
