import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from '#event-sourcing';
import { openReadStore } from '#read-store';
import { contexts } from '../../../apps/composition/src/contexts.js';
import { inMemory } from '../../support/temp-dir.js';
import { type Place, viewsInFile } from './place.js';

/** Checkpoint and every row of every live view, as text, by view. */
type Rows = ReadonlyMap<string, readonly string[]>;

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

const liveTables = async (views: Place['views']) => {
  const live = await views(`select view, number, checkpoint from generations where state = 'live' order by view`);
  return live.map(({ view, number, checkpoint }) => ({
    view: String(view),
    table: `view_${String(view)}_${String(number)}`,
    checkpoint: String(checkpoint),
  }));
};

/** The stores give columns in orders of their own, and a large number as text or not. */
const asText = (row: object): string =>
  JSON.stringify(
    Object.entries(row)
      .map(([name, value]) => [name, String(value)])
      .sort(),
  );

const rowsIn = async (views: Place['views']): Promise<Rows> => {
  const rows = new Map<string, string[]>();
  for (const { view, table, checkpoint } of await liveTables(views)) {
    const versions = await views(`select * from "${table}"`);
    const documents = await views(`select * from "${table}_docs"`);
    rows.set(view, [checkpoint, ...[versions, documents].flatMap((some) => some.map(asText).sort())]);
  }
  return rows;
};

/** All views folded anew, in a file of no crash, from the events alone. */
const rebuiltRows = async ({ folder, readOnly }: Place): Promise<Rows> => {
  const apart = mkdtempSync(join(inMemory(), 'rectify-rebuilt-'));
  const file = join(apart, 'views.db');
  const store = await readOnly();
  const readStore = await openReadStore(`sqlite:${file}`);
  const files = { dataDirectory: folder, fileLimit: 1, unattachedMib: 1, unattachedFiles: 1 };
  const engine = new Engine({ store, readStore, digest, contexts: contexts(files) });
  await engine.runner.start();
  await engine.seen(engine.views, await store.head(), 120_000);
  await engine.runner.stop();
  await readStore.close();
  await store.close();
  const rows = await rowsIn(viewsInFile(file));
  rmSync(apart, { recursive: true });
  return rows;
};

/** Views whose kept rows are not those of a rebuild; none is what a crash must leave. */
export const viewsThatDiffer = async (place: Place): Promise<string[]> => {
  const kept = await rowsIn(place.views);
  const rebuilt = await rebuiltRows(place);
  const names = [...new Set([...kept.keys(), ...rebuilt.keys()])];
  return names.filter((name) => kept.get(name)?.join('\n') !== rebuilt.get(name)?.join('\n'));
};
