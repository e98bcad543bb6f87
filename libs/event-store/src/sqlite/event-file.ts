import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreNotOpened } from '#event-sourcing';
import { FilesInPlace, makeOwnFile } from '#files';
import { migrate, mustBeOurs } from './migrations.js';
import { OwnerLock } from './owner-lock.js';
import { isSqlite } from './sqlite-errors.js';
import { syncFolder } from './sync-folder.js';

/** The first release free of the WAL-reset bug, in which a checkpoint could lose a commit. */
const OLDEST_SQLITE = '3.51.3';
const BUSY_TIMEOUT_MS = 5_000;
// Checkpoints of 16 MB cost a fifth less than SQLite's 4 MB when appending; at 64 MB lone commits are a third slower, as
// a file beside that still grows must be synced with its length. It stays under 64 MB on disk.
const SETTINGS = `
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -8192;
  PRAGMA recursive_triggers = ON`;

export interface EventFile {
  readonly db: DatabaseSync;
  readonly lock: OwnerLock;
  /** The file, its log, and the lock beside it. */
  readonly inPlace: FilesInPlace;
}

/** Opens the file as its only writer, making it and its folder when missing. */
export const openForAppending = (file: string): EventFile => {
  makeFolder(dirname(resolve(file)));
  makeOwnFile(resolve(file));
  return opened(file, { readOnly: false }, (db) => {
    mustBeNewEnough(db);
    // SQLite makes a missing file at the first look into it; the lock lies beside its real name.
    first(db, 'PRAGMA schema_version');
    const lock = OwnerLock.take(file);
    try {
      mustBeOurs(db, file);
      db.exec('PRAGMA journal_mode = WAL');
      db.exec(SETTINGS);
      mustBeDurable(db, file);
      migrate(db);
      // SQLite does so after making a file, but passes over a failure: the log beside the database could be gone after a
      // power loss, with all that it acknowledged.
      const path = realpathSync(file);
      syncFolder(dirname(path));
      return { db, lock, inPlace: new FilesInPlace([path, `${path}-wal`, `${path}.lock`]) };
    } catch (error) {
      lock.release();
      throw error;
    }
  });
};

/** Opens the file for reading beside a running server, or without one. */
export const openForReading = (file: string): DatabaseSync => {
  if (!existsSync(file)) {
    throw new StoreNotOpened('missing', `没有事件库文件 ${file} / there is no event store file ${file}`);
  }
  return opened(file, { readOnly: true }, (db) => {
    mustBeOurs(db, file);
    return db;
  });
};

/** With its parents; their names must survive a power loss, too. */
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { recursive: true });
  syncFolder(dirname(folder));
};

const opened = <T>(file: string, { readOnly }: { readOnly: boolean }, prepare: (db: DatabaseSync) => T): T => {
  const db = new DatabaseSync(file, { readOnly, timeout: BUSY_TIMEOUT_MS, open: false });
  try {
    db.open();
    return prepare(db);
  } catch (error) {
    if (db.isOpen) db.close();
    throw isSqlite(error) ? new Error(`无法打开事件库 / cannot open the event store ${file}: ${error.message}`) : error;
  }
};

const first = (db: DatabaseSync, sql: string): unknown => Object.values(db.prepare(sql).get() ?? {})[0];

const asNumber = (version: string): number => version.split('.').reduce((sum, part) => sum * 1_000 + Number(part), 0);

const mustBeNewEnough = (db: DatabaseSync): void => {
  const found = String(first(db, 'SELECT sqlite_version()'));
  if (asNumber(found) >= asNumber(OLDEST_SQLITE)) return;
  throw new Error(
    `SQLite ${found} 版本过低,至少需要 ${OLDEST_SQLITE},请升级 Node / ` +
      `SQLite ${found} is too old, ${OLDEST_SQLITE} is needed; use a newer Node`,
  );
};

export const mustBeDurable = (db: DatabaseSync, file: string): void => {
  const mode = first(db, 'PRAGMA journal_mode');
  const synchronous = first(db, 'PRAGMA synchronous');
  if (mode === 'wal' && synchronous === 2) return;
  throw new Error(
    `${file} 无法安全写入:需要 WAL 与 synchronous=FULL,现为 ${mode} 与 ${synchronous} / ` +
      `${file} cannot be written safely: WAL and synchronous=FULL are needed, found ${mode} and ${synchronous}`,
  );
};
