import { createHash } from 'node:crypto';
import { Engine, type View, type ViewReader } from '#event-sourcing';
import { openEventStoreReadOnly } from '#event-store';
import { openReadStore } from '#read-store';
import { contexts } from '../../apps/composition/src/contexts.js';

const PAGE = 500;
const A_MINUTE_MS = 60_000;

const keysOf = async (reader: ViewReader, view: View): Promise<string[]> => {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.list(view, { limit: PAGE, cursor });
    keys.push(...page.rows.map(({ key }) => key));
    cursor = page.next;
  } while (cursor !== undefined);
  return keys.sort();
};

/** Every version of every row that is there now, in one text. */
const contentOf = async (reader: ViewReader, view: View): Promise<string> => {
  const keys = await keysOf(reader, view);
  return JSON.stringify(await Promise.all(keys.map((key) => reader.history(view, key))));
};

/**
 * Names of the views at `viewsUrl` that are not what the events at `eventsUrl` give when they are folded anew, and how
 * many views were compared. Nothing may be appended meanwhile.
 */
export const comparedWithRebuild = async (eventsUrl: string, viewsUrl: string) => {
  const store = await openEventStoreReadOnly(eventsUrl);
  const kept = await openReadStore(viewsUrl, { readOnly: true });
  const rebuilt = await openReadStore('sqlite::memory:');
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const settings = { dataDirectory: '.', fileLimit: 1, unattachedMib: 1, unattachedFiles: 1 };
  const engine = new Engine({ store, readStore: rebuilt, digest, contexts: contexts(settings) });
  await engine.runner.start();
  await engine.seen(engine.views, await store.head(), A_MINUTE_MS);
  const differing: string[] = [];
  for (const view of engine.storedViews) {
    if ((await contentOf(kept, view)) !== (await contentOf(rebuilt, view))) differing.push(view.name);
  }
  await engine.runner.stop();
  await Promise.all([rebuilt.close(), kept.close(), store.close()]);
  return { compared: engine.storedViews.length, differing };
};
