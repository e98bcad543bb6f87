import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnavailable } from '#event-sourcing';

const PAUSE_MS = 50;
/** A request waits this long for whoever reads the file; after it, the log is emptied without anybody waiting. */
const PATIENCE_MS = 2_000;
const LATER_MS = 1_000;

/**
 * The write-ahead log of a database whose deleted rows must be gone. Until the log begins anew, what was written before
 * is legible in it, and it cannot begin anew while any process holds a snapshot.
 */
export class EmptiedLog {
  #legible = false;
  #later: NodeJS.Timeout | undefined;

  constructor(private readonly db: DatabaseSync) {}

  /** Something was deleted, now or by a process that ended before its log was emptied. */
  deleted(): void {
    this.#legible = true;
  }

  /** Throws StoreUnavailable while somebody keeps the log from being emptied; it goes on trying by itself. */
  async emptied(): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    while (!this.#empty()) {
      if (performance.now() > until) {
        this.emptyLater();
        throw new StoreUnavailable('what was deleted is still legible in the log: another process reads the file');
      }
      await pause(PAUSE_MS);
    }
  }

  emptyLater(): void {
    if (this.#empty()) return;
    this.#later ??= setInterval(() => this.#empty() && this.stop(), LATER_MS).unref();
  }

  stop(): void {
    clearInterval(this.#later);
    this.#later = undefined;
  }

  /** Never waits for a reader, who would hold up every other request. */
  #empty(): boolean {
    if (!this.#legible) return true;
    const { timeout } = this.db.prepare('PRAGMA busy_timeout').get() as { timeout: number };
    this.db.exec('PRAGMA busy_timeout = 0');
    try {
      const { busy } = this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
      this.#legible = busy !== 0;
    } finally {
      this.db.exec(`PRAGMA busy_timeout = ${timeout}`);
    }
    return !this.#legible;
  }
}
