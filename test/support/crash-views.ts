import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Engine } from '#event-sourcing';
import { openReadStore } from '#read-store';
import { contexts } from '../../apps/server/src/contexts.js';
import { readOnly, viewsFile } from './crash-server.js';

/** Checkpoint and every row of every live view, as text, by view. */
type Rows = ReadonlyMap<string, readonly string[]>;

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

export const liveTables = (db: DatabaseSync): { view: string; table: string; checkpoint: string }[] =>
  db
    .prepare(`select view, number, checkpoint from generations where state = 'live' order by view`)
    .all()
    .map(({ view, number, checkpoint }) => ({
      view: String(view),
      table: `view_${view}_${number}`,
      checkpoint: String(checkpoint),
    }));

const rowsIn = (file: string): Rows => {
  const db = new DatabaseSync(file, { readOnly: true });
  const all = (table: string) => db.prepare(`select * from "${table}" order by position`).all();
  const rows = new Map(
    liveTables(db).map(({ view, table, checkpoint }) => [
      view,
      [checkpoint, ...[...all(table), ...all(`${table}_docs`)].map((row) => JSON.stringify(row))],
    ]),
  );
  db.close();
  return rows;
};

/** All views folded anew from the events alone. */
const rebuiltRows = async (folder: string): Promise<Rows> => {
  const file = join(folder, 'rebuilt-views.db');
  const store = await readOnly(folder);
  const readStore = await openReadStore(`sqlite:${file}`);
  const engine = new Engine({ store, readStore, digest, contexts: contexts({ dataDirectory: folder, fileLimit: 1 }) });
  await engine.runner.start();
  await engine.seen(engine.views, await store.head(), 120_000);
  await engine.runner.stop();
  await readStore.close();
  await store.close();
  const rows = rowsIn(file);
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  return rows;
};

/** Views whose kept rows are not those of a rebuild; none is what a crash must leave. */
export const viewsThatDiffer = async (folder: string): Promise<string[]> => {
  const kept = rowsIn(viewsFile(folder));
  const rebuilt = await rebuiltRows(folder);
  const names = [...new Set([...kept.keys(), ...rebuilt.keys()])];
  return names.filter((name) => kept.get(name)?.join('\n') !== rebuilt.get(name)?.join('\n'));
};

/** What a checkpoint that was committed apart from its rows would leave behind: the rows of the last event are missing. */
export const loseNewestRow = (folder: string, view: string): void => {
  const db = new DatabaseSync(viewsFile(folder));
  const { table } = liveTables(db).find((one) => one.view === view)!;
  db.exec(`delete from "${table}" where position = (select max(position) from "${table}")`);
  db.close();
};
