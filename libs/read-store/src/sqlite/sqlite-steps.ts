// Loaded by a thread of its own as well as by the program, thus without any other module of the program.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';

/** One statement and the values of each of its runs, one behind the other. */
export interface Step {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
  /** Values of one run; 0: a single run without any. */
  readonly width: number;
  /** Each run must change a row, or the whole transaction is given up. */
  readonly mustChange?: true;
}

/** What a transaction came to: taken, given up at the run of a step that changed nothing, or failed. */
export type Outcome =
  | { readonly taken: true }
  | { readonly unmet: { readonly step: number; readonly run: number } }
  | { readonly failure: { readonly message: string; readonly code?: string; readonly errcode?: number } };

export interface Order {
  readonly id: number;
  readonly steps: readonly Step[];
}

export interface Answer {
  readonly id: number;
  readonly outcome: Outcome;
}

/** Small on purpose: the file is in the cache of the system, and the server shall stay small beside a large file. */
const SETTINGS = 'PRAGMA cache_size = -8192; PRAGMA mmap_size = 0';
/** A lost last commit is rebuilt from the events, so no commit waits for the disk. */
const WRITING = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8000';
const KEPT_STATEMENTS = 500;

export const openViews = (path: string, readOnly = false): DatabaseSync => {
  const database = new DatabaseSync(path, { readOnly, timeout: 5_000 });
  database.exec(SETTINGS);
  if (!readOnly) database.exec(WRITING);
  return database;
};

/** Transactions of prepared statements on one connection. */
export class Transactions {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  take(steps: readonly Step[]): Outcome {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const unmet = this.#firstUnmet(steps);
      this.#database.exec(unmet ? 'ROLLBACK' : 'COMMIT');
      return unmet ? { unmet } : { taken: true };
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      const { message, code, errcode } = error as Error & { code?: string; errcode?: number };
      return { failure: { message, code, errcode } };
    }
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #firstUnmet(steps: readonly Step[]): { step: number; run: number } | undefined {
    for (const [step, { sql, values, width, mustChange }] of steps.entries()) {
      const statement = this.#statement(sql);
      const runs = width === 0 ? 1 : values.length / width;
      for (let run = 0; run < runs; run++) {
        const { changes } = statement.run(...values.slice(run * width, (run + 1) * width));
        if (mustChange && changes === 0) return { step, run };
      }
    }
    return undefined;
  }

  #statement(sql: string): StatementSync {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    if (this.#statements.size >= KEPT_STATEMENTS) this.#statements.delete(this.#statements.keys().next().value!);
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

const { viewsOf } = ((isMainThread ? undefined : workerData) ?? {}) as { readonly viewsOf?: string };
if (viewsOf !== undefined) {
  const transactions = new Transactions(openViews(viewsOf));
  parentPort!.on('message', (order: Order | 'close') => {
    if (order === 'close') {
      transactions.close();
      parentPort!.close();
    } else parentPort!.postMessage({ id: order.id, outcome: transactions.take(order.steps) } satisfies Answer);
  });
}
