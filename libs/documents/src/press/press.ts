import { once } from 'node:events';
import { extname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Block, Paper } from '../blocks.js';
import type { PaperFormat } from '../paper-formats.js';

export interface Part {
  readonly blocks: readonly Block[];
}

export interface Order {
  readonly paper: Omit<Paper, 'blocks'>;
  readonly format: PaperFormat;
  readonly colophon: boolean;
}

export type Answer = { readonly bytes: Uint8Array } | { readonly failure: string };

const script = new URL(`./press-thread${extname(new URL(import.meta.url).pathname)}`, import.meta.url);

/** Blocks handed over at a time: a long paper is not to hold up the requests between. */
const PART = 1_000;
/** A paper of more blocks than that leaves a thread large; it ends, and a later paper has a new one. */
const LONG = 10_000;
const PRINTERS = 2;

/** A thread that prints one paper after another. It begins with the first. */
class Printer {
  #worker: Worker | undefined;

  async print(order: Order, blocks: readonly Block[]): Promise<Uint8Array> {
    const worker = (this.#worker ??= new Worker(script));
    worker.ref();
    try {
      const [[answer]] = await Promise.all([
        once(worker, 'message') as Promise<[Answer]>,
        handOver(worker, order, blocks),
      ]);
      if ('failure' in answer) throw new Error(answer.failure);
      return answer.bytes;
    } catch (error) {
      this.#end(worker);
      throw error;
    } finally {
      worker.unref();
      if (blocks.length > LONG) this.#end(worker);
    }
  }

  #end(worker: Worker): void {
    this.#worker = undefined;
    void worker.terminate();
  }
}

const handOver = async (worker: Worker, order: Order, blocks: readonly Block[]): Promise<void> => {
  for (let at = 0; at < blocks.length; at += PART) {
    worker.postMessage({ blocks: blocks.slice(at, at + PART) } satisfies Part);
    await turn();
  }
  worker.postMessage(order);
};

/** Prints in threads of its own, two papers at a time at most; the others wait their turn. */
class Press {
  readonly #idle = Array.from({ length: PRINTERS }, () => new Printer());
  readonly #waiting: ((printer: Printer) => void)[] = [];

  async print(order: Order, blocks: readonly Block[]): Promise<Uint8Array> {
    const printer = this.#idle.pop() ?? (await new Promise<Printer>((resolve) => this.#waiting.push(resolve)));
    try {
      return await printer.print(order, blocks);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(printer);
      else this.#idle.push(printer);
    }
  }
}

const press = new Press();

export interface Asked {
  readonly format: PaperFormat;
  /** Prints at the end what the paper was made from; else only the properties of the file tell it. */
  readonly colophon?: boolean;
}

/** The same paper in the same format has the same bytes, on any day and in any time zone. */
export const printedPaper = ({ blocks, ...paper }: Paper, { format, colophon = false }: Asked): Promise<Uint8Array> =>
  press.print({ paper, format, colophon }, blocks);
