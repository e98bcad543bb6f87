import type { DatabaseSync } from 'node:sqlite';

/** "RECT" in ASCII: tells our files from other SQLite files. */
const APPLICATION_ID = 0x52454354;

// Forward only. Never edit one: add the next. The number of a migration is its place in the list, from 1.
const migrations: readonly string[] = [
  `CREATE TABLE events (
     position INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     stream TEXT NOT NULL,
     version INTEGER NOT NULL,
     type TEXT NOT NULL,
     schema_version INTEGER NOT NULL,
     recorded_at TEXT NOT NULL,
     data TEXT NOT NULL,
     metadata TEXT NOT NULL,
     UNIQUE (stream, version)
   ) STRICT;
   CREATE TRIGGER events_are_never_updated BEFORE UPDATE ON events
     BEGIN SELECT RAISE(ABORT, 'events are never updated'); END;
   CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
     BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
   -- INSERT OR REPLACE deletes without firing the trigger above unless the connection asked for recursive triggers.
   CREATE TRIGGER events_are_never_replaced BEFORE INSERT ON events
     WHEN EXISTS (SELECT 1 FROM events WHERE position = NEW.position)
       OR EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
       OR EXISTS (SELECT 1 FROM events WHERE stream = NEW.stream AND version = NEW.version)
     BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END;`,
];

const pragma = (db: DatabaseSync, name: string): unknown => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];

export const schemaVersion = (db: DatabaseSync): number => Number(pragma(db, 'user_version'));

const isEmpty = (db: DatabaseSync): boolean => db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;

/** Refuses a file of a later Rectify, and one that is not an event file at all, before anything is written to it. */
export const mustBeOurs = (db: DatabaseSync, file: string): void => {
  const found = schemaVersion(db);
  if (found > migrations.length) {
    throw new Error(
      `${file} 由更新版本的 Rectify 写入(结构版本 ${found},本程序最高 ${migrations.length})/ ` +
        `was written by a newer Rectify (schema ${found}, this one knows up to ${migrations.length})`,
    );
  }
  if (pragma(db, 'application_id') !== APPLICATION_ID && !isEmpty(db)) {
    throw new Error(`${file} 不是 Rectify 的事件库 / is not an event store of Rectify`);
  }
};

export const migrate = (db: DatabaseSync): void => {
  for (let version = schemaVersion(db); version < migrations.length; version++) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(migrations[version]!);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version + 1}`);
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }
};
