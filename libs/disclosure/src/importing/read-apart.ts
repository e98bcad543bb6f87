import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RuleBroken } from '#event-sourcing';
import type { ImportFile, ImportOptions } from './import-request.js';
import type { ImportWatch, Rows } from './import-watch.js';
import type { Recognised } from './recognise.js';

export interface ReadOrder {
  readonly file: ImportFile;
  readonly options: ImportOptions;
}

/** What a thread is told: to read a file, or that a part was taken and the next may come. */
export type ReadMessage = { readonly order: ReadOrder } | { readonly taken: true };

/** A reading comes field by field and long lists in parts, so that taking it in stops nobody else for long. */
export type ReadAnswer =
  | { readonly name: string; readonly part: readonly unknown[] }
  | { readonly name: string; readonly value: unknown }
  | { readonly progress: Rows }
  | { readonly rest: object }
  | { readonly refused: { readonly code: string; readonly details: Readonly<Record<string, unknown>> } };

export interface ReadLimits {
  readonly seconds: number;
  readonly memoryMib: number;
  /** How long a thread waits for a further file. */
  readonly idleMs: number;
}

const usual: ReadLimits = { seconds: 60, memoryMib: 768, idleMs: 60_000 };

const script = new URL(`./reading-thread${extname(new URL(import.meta.url).pathname)}`, import.meta.url);

/** From the sources the thread finds the other libraries there as well. */
const execArgv = import.meta.url.endsWith('.ts')
  ? ['--conditions=source', '--experimental-transform-types', '--disable-warning=ExperimentalWarning']
  : undefined;

/** Told by the thread, which is there for the next file; whatever else happened, it may still be at work. */
const isOfTheFile = (error: unknown, { signal }: ImportWatch): boolean =>
  error instanceof RuleBroken && error.code !== 'import.takes-too-much' && !signal?.aborted;

const outOfMemory = (error: NodeJS.ErrnoException): boolean => error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/** Puts an answer to the others; what it answers is the whole, once that is there. */
const gathering = () => {
  const reading: Record<string, unknown> = {};
  return (answer: Exclude<ReadAnswer, { refused: unknown } | { progress: unknown }>): Recognised | undefined => {
    if ('rest' in answer) return { ...answer.rest, reading } as unknown as Recognised;
    if ('value' in answer) reading[answer.name] = answer.value;
    else {
      const list = (reading[answer.name] ??= []) as unknown[];
      list.push(...answer.part);
    }
    return undefined;
  };
};

/** Reads files in a thread of its own, one after the other. The thread begins with the first and ends when none comes. */
export class ReadApart {
  #worker: Worker | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;

  constructor(private readonly limits: ReadLimits = usual) {}

  /** Ended by the signal of the watch, the thread is ended with it. */
  read(file: ImportFile, options: ImportOptions, watch: ImportWatch = {}): Promise<Recognised> {
    const turn = this.#turn.then(() => {
      watch.signal?.throwIfAborted();
      return this.#read({ file, options }, watch);
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  async #read(order: ReadOrder, watch: ImportWatch): Promise<Recognised> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#begun());
    worker.ref();
    try {
      return await this.#answered(worker, order, watch);
    } catch (error) {
      if (!isOfTheFile(error, watch)) await this.close();
      throw error;
    } finally {
      worker.unref();
      this.#idle = setTimeout(() => void this.close(), this.limits.idleMs).unref();
    }
  }

  #answered(worker: Worker, order: ReadOrder, { signal, reached }: ImportWatch): Promise<Recognised> {
    const { seconds, memoryMib } = this.limits;
    const { promise, resolve, reject } = Promise.withResolvers<Recognised>();
    const tooMuch = () =>
      reject(new RuleBroken('import.takes-too-much', { file: order.file.name, seconds, memoryMib }));
    const time = setTimeout(tooMuch, seconds * 1_000);
    const gathered = gathering();
    const tell = (message: ReadMessage) => worker.postMessage(message);
    const take = (answer: ReadAnswer) => {
      if ('refused' in answer) return reject(new RuleBroken(answer.refused.code, answer.refused.details));
      if ('progress' in answer) return reached?.('reading', answer.progress);
      const whole = gathered(answer);
      if (whole) resolve(whole);
      else if ('part' in answer) setImmediate(tell, { taken: true });
    };
    const failed = (error: Error) => (outOfMemory(error) ? tooMuch() : reject(error));
    const ended = () => reject(new Error('the thread that reads files ended'));
    const aborted = () => reject(signal!.reason as Error);
    worker.on('message', take).on('error', failed).on('exit', ended);
    signal?.addEventListener('abort', aborted);
    tell({ order });
    return promise.finally(() => {
      clearTimeout(time);
      signal?.removeEventListener('abort', aborted);
      worker.off('message', take).off('error', failed).off('exit', ended);
    });
  }

  #begun(): Worker {
    return new Worker(script, { execArgv, resourceLimits: { maxOldGenerationSizeMb: this.limits.memoryMib } });
  }
}
