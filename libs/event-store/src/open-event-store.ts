import { type Clock, type EventStore, systemClock } from '#event-sourcing';
import { MemoryEventStore } from './memory/memory-event-store.js';
import { connectForAppending, connectForReading } from './postgres/postgres-connections.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { ReadOnlyPostgresEventStore } from './postgres/read-only-postgres-event-store.js';
import { backupEventFile, type BackupProgress } from './sqlite/backup.js';
import { openForAppending, openForReading } from './sqlite/event-file.js';
import { ReadOnlySqliteEventStore } from './sqlite/read-only-sqlite-event-store.js';
import { SqliteEventStore } from './sqlite/sqlite-event-store.js';

const isEventStoreDb = (url: string): boolean => /^esdb(\+discover)?:\/\/./.test(url);

/** Loaded when asked for only: the client brings gRPC along. */
const openEventStoreDb = async (url: string, limitMs?: number): Promise<EventStore> => {
  const { EventStoreDbEventStore } = await import('./eventstoredb/eventstoredb-event-store.js');
  return new EventStoreDbEventStore(url, { limitMs });
};

const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\/./.test(url);

export interface OpenOptions {
  readonly clock?: Clock;
  /** After how many milliseconds without an answer `esdb://` gives up an append or a read; 5,000 unless told. */
  readonly limitMs?: number;
}

/** `memory:`, `sqlite:PATH`, `postgres://…` or `esdb://…`, whose server keeps the time itself. The caller owns the store and closes it. */
export const openEventStore = async (
  url: string,
  { clock = systemClock, limitMs }: OpenOptions = {},
): Promise<EventStore> => {
  if (url === 'memory:') return new MemoryEventStore(clock);
  if (isPostgres(url)) return new PostgresEventStore(await connectForAppending(url), clock);
  if (isEventStoreDb(url)) return openEventStoreDb(url, limitMs);
  return new SqliteEventStore(openForAppending(sqliteFile(url)), clock);
};

/** `sqlite:PATH`, `postgres://…` or `esdb://…`, also while a server runs on it; it must exist. */
export const openEventStoreReadOnly = async (url: string): Promise<EventStore> => {
  if (isPostgres(url)) return new ReadOnlyPostgresEventStore(await connectForReading(url));
  if (isEventStoreDb(url)) return openEventStoreDb(url);
  return new ReadOnlySqliteEventStore(openForReading(sqliteFile(url)));
};

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
    `无法识别的事件库地址 ${shown},可用 memory:、sqlite:路径、postgres://主机/库名 或 esdb://主机:端口 / ` +
      `unknown event store URL ${shown}; use memory:, sqlite:PATH, postgres://HOST/DATABASE or esdb://HOST:PORT`,
  );
};
