import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { backup } from 'node:sqlite';
import { makeOwnFile } from '#files';
import { openForReading } from './event-file.js';
import { syncFolder } from './sync-folder.js';

export interface BackupProgress {
  readonly totalPages: number;
  readonly remainingPages: number;
}

const PAGES_PER_STEP = 256;

/**
 * Copies the events as they stand at the start into a new file, while the server goes on appending. The target appears
 * under its name only when it is complete and on disk; an existing one is never overwritten.
 */
export const backupEventFile = async (
  file: string,
  target: string,
  onProgress: (progress: BackupProgress) => void = () => undefined,
): Promise<void> => {
  if (existsSync(target)) throw new Error(`备份文件 ${target} 已存在 / the backup ${target} exists already`);
  const db = openForReading(file);
  const unfinished = `${target}.unfinished`;
  try {
    // The open read transaction pins what is copied, so that later appends never make the copy start over.
    db.exec('BEGIN; SELECT 1 FROM events LIMIT 1');
    makeOwnFile(unfinished);
    const totalPages = await backup(db, unfinished, { rate: PAGES_PER_STEP, progress: onProgress });
    await flushed(unfinished);
    await rename(unfinished, target);
    syncFolder(dirname(target));
    onProgress({ totalPages, remainingPages: 0 });
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    db.close();
  }
};

const flushed = async (file: string): Promise<void> => {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
