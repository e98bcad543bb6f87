import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Fields, Range, Sealed, Sealing, Turn, VerifiedRange } from '#integrity';

export interface ThreadData {
  readonly databaseUrl: string;
  /** Of the tree over the log. */
  readonly folder: string;
  /** Others go first where there are fewer cores than work. */
  readonly yields?: boolean;
}

export type Asked =
  | { readonly kind: 'open' }
  | { readonly kind: 'await'; readonly appended: Fields }
  | { readonly kind: 'turn'; readonly turn: Turn }
  | { readonly kind: 'verify'; readonly range: Range };

type Answer = Sealed | VerifiedRange | undefined;

export type Answered = { readonly answer: Answer } | { readonly failure: string } | { readonly progress: number };

const script = new URL(`./history-thread${extname(new URL(import.meta.url).pathname)}`, import.meta.url);

/** From the sources the thread finds the other libraries there as well. */
const execArgv = import.meta.url.endsWith('.ts')
  ? [...process.execArgv, '--conditions=source', '--experimental-transform-types']
  : undefined;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** One thread, asked one thing after the other. It keeps no program from ending while it has nothing to do. */
class HistoryThread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  ended = false;

  constructor(data: ThreadData, onProgress: (events: number) => void = () => undefined) {
    this.#worker = new Worker(script, { workerData: data, execArgv });
    this.#worker.unref();
    this.#worker.on('message', (told: Answered) => {
      if ('progress' in told) return onProgress(told.progress);
      this.#settle((one) => ('failure' in told ? one.reject(new Error(told.failure)) : one.resolve(told.answer)));
    });
    const died = (error: Error) => {
      this.ended = true;
      while (this.#waiting.length > 0) this.#settle((one) => one.reject(error));
    };
    this.#worker.on('error', died);
    this.#worker.on('exit', () => died(new Error('the thread that reads the history back has ended')));
  }

  tell(asked: Asked): void {
    if (!this.ended) this.#worker.postMessage(asked);
  }

  ask(asked: Asked): Promise<Answer> {
    if (this.ended) return Promise.reject(new Error('the thread that reads the history back has ended'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage(asked);
    });
  }

  async close(): Promise<void> {
    if (this.ended) return;
    this.#worker.ref();
    this.#worker.postMessage('close');
    await once(this.#worker, 'exit');
  }

  #settle(settle: (one: Waiting) => void): void {
    const one = this.#waiting.shift();
    if (this.#waiting.length === 0) this.#worker.unref();
    if (one) settle(one);
  }
}

/** Reads back and seals in a thread of its own: the requests do not wait for it. One that died is begun anew. */
export class SealingBeside implements Sealing {
  #thread: HistoryThread;

  constructor(private readonly data: ThreadData) {
    this.#thread = this.#begun();
  }

  open(): Promise<Sealed> {
    return this.#thread.ask({ kind: 'open' }) as Promise<Sealed>;
  }

  /** Nothing is answered: the next turn comes behind it, and fails when the thread does. */
  async await(appended: Fields): Promise<void> {
    this.#thread.tell({ kind: 'await', appended });
  }

  async turn(turn: Turn): Promise<Sealed> {
    if (this.#thread.ended) {
      this.#thread = this.#begun();
      await this.open();
    }
    return (await this.#thread.ask({ kind: 'turn', turn })) as Sealed;
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  #begun(): HistoryThread {
    return new HistoryThread({ ...this.data, yields: true });
  }
}

/** Verifies parts of one history side by side. */
export const verifyRanges = async (
  data: ThreadData,
  ranges: readonly Range[],
  onProgress: (events: number) => void,
): Promise<VerifiedRange[]> =>
  Promise.all(
    ranges.map(async (range) => {
      const thread = new HistoryThread(data, onProgress);
      try {
        return (await thread.ask({ kind: 'verify', range })) as VerifiedRange;
      } finally {
        await thread.close();
      }
    }),
  );
