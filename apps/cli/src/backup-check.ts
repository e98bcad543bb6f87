import { rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import type { Position } from '#event-sourcing';
import { openEventStoreReadOnly } from '#event-store';
import { CliFailure } from './failure.js';

const BATCH = 1_000;

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

/** Reads the copy back as a store would: its pages are whole, and every event up to the last one is there. */
export const verifyBackup = async (file: string): Promise<{ readonly events: number; readonly head: Position }> => {
  mustBeIntact(file);
  const store = await openEventStoreReadOnly(`sqlite:${file}`);
  try {
    const head = await store.head();
    let events = 0;
    let at = '0';
    for (let batch = await store.readAll(at, BATCH); batch.length > 0; batch = await store.readAll(at, BATCH)) {
      events += batch.length;
      at = batch.at(-1)!.position;
    }
    if (String(events) !== head) throw new CliFailure('cli.backup-broken', { file, events, head });
    return { events, head };
  } finally {
    await store.close();
    // Reading made them; the copy is whole without.
    for (const beside of ['-wal', '-shm']) await rm(`${file}${beside}`, { force: true });
  }
};
