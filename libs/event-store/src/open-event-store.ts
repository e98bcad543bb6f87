import { type Clock, type EventStore, systemClock } from '#event-sourcing';
import { MemoryEventStore } from './memory/memory-event-store.js';
import { connectForAppending, connectForReading } from './postgres/postgres-connections.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { ReadOnlyPostgresEventStore } from './postgres/read-only-postgres-event-store.js';
import { backupEventFile, type BackupProgress } from './sqlite/backup.js';
import { openForAppending, openForReading } from './sqlite/event-file.js';
import { ReadOnlySqliteEventStore } from './sqlite/read-only-sqlite-event-store.js';
import { SqliteEventStore } from './sqlite/sqlite-event-store.js';

const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\/./.test(url);

/** `memory:`, `sqlite:PATH` or `postgres://…`. The caller owns the store and closes it. */
export const openEventStore = async (
  url: string,
  { clock = systemClock }: { clock?: Clock } = {},
): Promise<EventStore> => {
  if (url === 'memory:') return new MemoryEventStore(clock);
  if (isPostgres(url)) return new PostgresEventStore(await connectForAppending(url), clock);
  return new SqliteEventStore(openForAppending(sqliteFile(url)), clock);
};

/** `sqlite:PATH` or `postgres://…`, also while a server runs on it; it must exist. */
export const openEventStoreReadOnly = async (url: string): Promise<EventStore> =>
  isPostgres(url)
    ? new ReadOnlyPostgresEventStore(await connectForReading(url))
    : new ReadOnlySqliteEventStore(openForReading(sqliteFile(url)));

/** A consistent copy of `sqlite:PATH` as a new file, also while a server runs on it. */
export const backupEventStore = async (
  url: string,
  target: string,
  onProgress?: (progress: BackupProgress) => void,
): Promise<void> => backupEventFile(sqliteFile(url), target, onProgress);

const sqliteFile = (url: string): string => {
  const file = /^sqlite:(?:\/\/(?=\/))?(?!:)(.+)$/.exec(url)?.[1];
  if (file !== undefined) return file;
  const shown = url.replace(/\/\/[^/]*@/, '//***@');
  throw new Error(
    `无法识别的事件库地址 ${shown},可用 memory:、sqlite:路径 或 postgres://主机/库名 / ` +
      `unknown event store URL ${shown}; use memory:, sqlite:PATH or postgres://HOST/DATABASE`,
  );
};
