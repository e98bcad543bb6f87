import { realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { StoreNotOpened } from '#event-sourcing';
import { forOwnerOnly } from '#files';
import { isBusy } from './sqlite-errors.js';

/**
 * The right to append to one event file. The lock is a write transaction held open on a file beside it: the operating
 * system releases it however the owner ends, while others can still read in it who the owner is.
 */
export class OwnerLock {
  private constructor(private readonly db: DatabaseSync) {}

  /** Throws StoreNotOpened, naming the file and the owner's pid, when another process or another store of this one holds it. */
  static take(file: string): OwnerLock {
    const path = `${realpathSync(file)}.lock`;
    forOwnerOnly(path);
    const db = new DatabaseSync(path, { timeout: 0 });
    try {
      db.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF');
      hold(db);
      return new OwnerLock(db);
    } catch (error) {
      const message = isBusy(error) ? owned(file, owner(db)) : undefined;
      db.close();
      throw message === undefined ? error : new StoreNotOpened('in-use', message, { cause: error });
    }
  }

  release(): void {
    this.db.close();
  }
}

// Telling the pid needs a commit, which gives the lock away for a moment: held only once the name read back is ours.
const hold = (db: DatabaseSync): void => {
  const me = `${process.pid} @ ${hostname()}`;
  db.exec('BEGIN IMMEDIATE');
  if (owner(db) === me) return;
  db.exec('CREATE TABLE IF NOT EXISTS owner (name TEXT NOT NULL); DELETE FROM owner');
  db.prepare('INSERT INTO owner VALUES (?)').run(me);
  db.exec('COMMIT');
  hold(db);
};

const owner = (db: DatabaseSync): string | undefined => {
  try {
    return db.prepare('SELECT name FROM owner').get()?.['name'] as string | undefined;
  } catch {
    return undefined;
  }
};

const owned = (file: string, by = '?'): string =>
  `事件库 ${file} 正被另一个服务进程使用(进程号 ${by}),请先停止它 / ` +
  `the event store ${file} is in use by another server process (pid ${by}); stop that one first`;
