import { once } from 'node:events';
import { extname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** What a module that prints exports as `printed`; it is loaded by the threads alone. */
export type Printed<Order, Item> = (order: Order, items: readonly Item[]) => Uint8Array | Promise<Uint8Array>;

export type Message<Order, Item> = { readonly part: readonly Item[] } | { readonly order: Order };
export type Answer = { readonly bytes: Uint8Array } | { readonly failure: string };
export interface PressData {
  readonly module: string;
}

const script = new URL(`./press-thread${extname(new URL(import.meta.url).pathname)}`, import.meta.url);

/** From the sources the thread finds the other libraries there as well. */
const execArgv = import.meta.url.endsWith('.ts')
  ? [...process.execArgv, '--conditions=source', '--experimental-transform-types']
  : undefined;

/** Items handed over at a time: a long paper is not to hold up the requests between. */
const PART = 500;
/** A paper of more items than that leaves a thread large; it ends, and a later paper has a new one. */
const LONG = 2_000;
const PRINTERS = 2;

const handOver = async <Order, Item>(worker: Worker, order: Order, items: readonly Item[]): Promise<void> => {
  for (let at = 0; at < items.length; at += PART) {
    worker.postMessage({ part: items.slice(at, at + PART) } satisfies Message<Order, Item>);
    await turn();
  }
  worker.postMessage({ order } satisfies Message<Order, Item>);
};

/** A thread that prints one paper after another. It begins with the first, and keeps no program from ending. */
class Printer<Order, Item> {
  #worker: Worker | undefined;
  readonly #module: string;

  constructor(module: URL) {
    this.#module = module.href;
  }

  async print(order: Order, items: readonly Item[]): Promise<Uint8Array> {
    const worker = (this.#worker ??= this.#begun());
    worker.ref();
    try {
      const answered = once(worker, 'message') as Promise<[Answer]>;
      const [[answer]] = await Promise.all([answered, handOver(worker, order, items)]);
      if ('failure' in answer) throw new Error(answer.failure);
      return answer.bytes;
    } catch (error) {
      this.#end(worker);
      throw error;
    } finally {
      worker.unref();
      if (items.length > LONG) this.#end(worker);
    }
  }

  #begun(): Worker {
    return new Worker(script, { workerData: { module: this.#module } satisfies PressData, execArgv });
  }

  #end(worker: Worker): void {
    this.#worker = undefined;
    void worker.terminate();
  }
}

/** Prints in threads of its own, two papers at a time at most; the others wait their turn. */
export class Press<Order, Item> {
  readonly #idle: Printer<Order, Item>[];
  readonly #waiting: ((printer: Printer<Order, Item>) => void)[] = [];

  /** The module is named without its extension. */
  constructor(module: URL) {
    const file = new URL(`${module.href}${extname(script.pathname)}`);
    this.#idle = Array.from({ length: PRINTERS }, () => new Printer<Order, Item>(file));
  }

  async print(order: Order, items: readonly Item[]): Promise<Uint8Array> {
    const idle = this.#idle.pop();
    const printer = idle ?? (await new Promise<Printer<Order, Item>>((resolve) => this.#waiting.push(resolve)));
    try {
      return await printer.print(order, items);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(printer);
      else this.#idle.push(printer);
    }
  }
}
