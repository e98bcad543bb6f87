import { type Clock, type EventStore, systemClock } from '#event-sourcing';
import { MemoryEventStore } from './memory/memory-event-store.js';
import { backupEventFile, type BackupProgress } from './sqlite/backup.js';
import { openForAppending, openForReading } from './sqlite/event-file.js';
import { ReadOnlySqliteEventStore } from './sqlite/read-only-sqlite-event-store.js';
import { SqliteEventStore } from './sqlite/sqlite-event-store.js';

/** `memory:` or `sqlite:PATH`. The caller owns the store and closes it. */
export const openEventStore = async (
  url: string,
  { clock = systemClock }: { clock?: Clock } = {},
): Promise<EventStore> => {
  if (url === 'memory:') return new MemoryEventStore(clock);
  return new SqliteEventStore(openForAppending(sqliteFile(url)), clock);
};

/** `sqlite:PATH`, also while a server runs on it; that file must exist. */
export const openEventStoreReadOnly = async (url: string): Promise<EventStore> =>
  new ReadOnlySqliteEventStore(openForReading(sqliteFile(url)));

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
    `无法识别的事件库地址 ${shown},可用 memory: 或 sqlite:路径 / ` +
      `unknown event store URL ${shown}; use memory: or sqlite:PATH`,
  );
};
