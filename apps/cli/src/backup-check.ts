import { rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { type Verified } from '#integrity';
import { CliFailure } from './failure.js';
import { mustBeWhole, verifyLog } from './verify-log.js';

const mustBeIntact = (file: string): void => {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const found = db
      .prepare('PRAGMA integrity_check')
      .all()
      .map((row) => row['integrity_check']);
    if (found.length !== 1 || found[0] !== 'ok') throw new CliFailure('cli.backup-broken', { file, found });
  } finally {
    db.close();
  }
};

/** Reads the copy back: its pages are whole, and every event up to the last one is there and as it was sealed. */
export const verifyBackup = async (file: string, tree: string): Promise<Verified> => {
  mustBeIntact(file);
  try {
    const verified = await verifyLog({ databaseUrl: `sqlite:${file}`, integrityDirectory: tree });
    mustBeWhole(verified.damage);
    return verified;
  } finally {
    // Reading made them; the copy is whole without.
    for (const beside of ['-wal', '-shm']) await rm(`${file}${beside}`, { force: true });
  }
};
