import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Answer, type Order, type Outcome, type Step, Transactions } from './sqlite-steps.js';
import type { SqliteConnection } from './sqlite-connection.js';

/** A step of a transaction changed nothing where it had to; nothing was written. */
export class Unmet extends Error {
  override readonly name = 'Unmet';
  constructor(
    readonly step: number,
    readonly run: number,
  ) {
    super(`run ${run} of step ${step} changed nothing`);
  }
}

const mustBeTaken = (outcome: Outcome): void => {
  if ('unmet' in outcome) throw new Unmet(outcome.unmet.step, outcome.unmet.run);
  if ('failure' in outcome) throw Object.assign(new Error(outcome.failure.message), outcome.failure);
};

/** Takes transactions in the order in which they are given. */
export interface SqliteWriter {
  /** Rejects with Unmet, or with what SQLite said; then nothing was written. */
  take(steps: readonly Step[]): Promise<void>;
  /** Runs the work on a connection of this thread: behind what was given before, ahead of what is given later. */
  alone<T>(work: () => T): Promise<T>;
  close(): Promise<void>;
}

/** For a database in memory, which has one connection only. */
export class WriterHere implements SqliteWriter {
  readonly #transactions: Transactions;

  constructor(connection: SqliteConnection) {
    this.#transactions = new Transactions(connection.database);
  }

  async take(steps: readonly Step[]): Promise<void> {
    mustBeTaken(this.#transactions.take(steps));
  }

  async alone<T>(work: () => T): Promise<T> {
    return work();
  }

  async close(): Promise<void> {}
}

interface Waiting {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

const script = new URL(`./sqlite-steps${extname(new URL(import.meta.url).pathname)}`, import.meta.url);

/**
 * Writes in a thread of its own, so that neither rows nor indexes keep the server from its requests, and a rebuild folds
 * while it stores. The thread begins with the first transaction and ends with `close`; one that died is begun anew.
 */
export class WriterBeside implements SqliteWriter {
  #worker: Worker | undefined;
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();
  /** Everything given that has not ended. */
  readonly #unfinished = new Set<Promise<unknown>>();
  /** What later work has to wait for. */
  #ahead: Promise<unknown> = Promise.resolve();

  constructor(private readonly path: string) {}

  async take(steps: readonly Step[]): Promise<void> {
    mustBeTaken(await this.#given(this.#ahead.then(() => this.#asked(steps))));
  }

  async alone<T>(work: () => T): Promise<T> {
    const done = this.#given(Promise.allSettled(this.#unfinished).then(work));
    this.#ahead = done.catch(() => undefined);
    return done;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#unfinished);
    const worker = this.#worker;
    this.#worker = undefined;
    if (!worker) return;
    worker.ref();
    worker.postMessage('close');
    await once(worker, 'exit');
  }

  #given<T>(work: Promise<T>): Promise<T> {
    this.#unfinished.add(work);
    const over = () => this.#unfinished.delete(work);
    work.then(over, over);
    return work;
  }

  #asked(steps: readonly Step[]): Promise<Outcome> {
    const worker = (this.#worker ??= this.#begun());
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, steps } satisfies Order);
    });
  }

  #begun(): Worker {
    const worker = new Worker(script, { workerData: { viewsOf: this.path } });
    worker.on('message', ({ id, outcome }: Answer) => {
      this.#waiting.get(id)?.resolve(outcome);
      this.#waiting.delete(id);
      // A thread with nothing to do does not keep the program from ending.
      if (this.#waiting.size === 0) worker.unref();
    });
    const died = (error: Error) => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    worker.on('error', died);
    worker.on('exit', () => died(new Error('the thread that writes the views has ended')));
    return worker;
  }
}
