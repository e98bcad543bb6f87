import { chmodSync, closeSync, openSync, statSync } from 'node:fs';

const OWNER_ONLY = 0o600;
const OTHERS = 0o007;

const closed = (path: string): void => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() && (found.mode & OTHERS) !== 0) chmodSync(path, OWNER_ONLY);
};

/**
 * A database file that others on the machine may not read: made so when missing, and closed to them when it is there. What
 * its owner gave to a group stays given. Files beside it are made by SQLite with the rights of the database.
 */
export const forOwnerOnly = (database: string): void => {
  try {
    if (!statSync(database, { throwIfNoEntry: false })) closeSync(openSync(database, 'wx', OWNER_ONLY));
    for (const path of [database, `${database}-wal`, `${database}-shm`]) closed(path);
  } catch {
    // Disks of other systems know no such rights; a file that cannot be made is told by whoever opens it.
  }
};
