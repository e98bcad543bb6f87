import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrate, mustBeOurs } from './migrations.js';
import { OwnerLock } from './owner-lock.js';

/** The first release free of the WAL-reset bug, in which a checkpoint could lose a commit. */
const OLDEST_SQLITE = '3.51.3';
const BUSY_TIMEOUT_MS = 5_000;
// Checkpoints of 16 MB cost a fifth less than SQLite's 4 MB when appending; the WAL on disk stays under 64 MB.
const SETTINGS = `
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -65536;
  PRAGMA recursive_triggers = ON`;

export interface EventFile {
  readonly db: DatabaseSync;
  readonly lock: OwnerLock;
}

/** Opens the file as its only writer, making it and its folder when missing. */
export const openForAppending = (file: string): EventFile => {
  mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  let lock: OwnerLock | undefined;
  try {
    mustBeNewEnough(db);
    // The file exists only after the first write; the lock lies beside its real name.
    db.exec('BEGIN IMMEDIATE; COMMIT');
    lock = OwnerLock.take(file);
    mustBeOurs(db, file);
    db.exec('PRAGMA journal_mode = WAL');
    db.exec(SETTINGS);
    mustBeDurable(db, file);
    migrate(db);
    return { db, lock };
  } catch (error) {
    db.close();
    lock?.release();
    throw error;
  }
};

/** Opens the file for reading beside a running server, or without one. */
export const openForReading = (file: string): DatabaseSync => {
  if (!existsSync(file)) throw new Error(`没有事件库文件 ${file} / there is no event store file ${file}`);
  const db = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    mustBeOurs(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
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
