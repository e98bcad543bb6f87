import { closeSync, fsyncSync, openSync } from 'node:fs';

/** The names in the folder survive a power loss after this. Throws, naming the folder, when it cannot be done. */
export const syncFolder = (folder: string): void => {
  // Windows opens no folders; its file systems keep names in a journal.
  if (process.platform === 'win32') return;
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const why = (error as Error).message;
    throw new Error(`${folder} 无法同步到磁盘 / cannot be synced to disk: ${why}`, { cause: error });
  }
};
