import type { EventStore } from '../appending/event-store.js';
import { isReachedIn } from '../appending/marks.js';
import { comparePositions } from '../event.js';
import type { View } from './projection.js';
import type { Generation, ReadStore } from './read-store.js';

/** One without a mark is built anew already, and answers meanwhile as far as the log goes. */
const isOfLog = async (store: EventStore, { checkpoint: position, mark }: Generation): Promise<boolean> =>
  mark === undefined ? comparePositions(position, await store.head()) <= 0 : isReachedIn(store, { position, mark });

/** The generations of a view that was made of this log; of one that was not, a fresh one is all that there is. */
export const openOfLog = async (
  store: EventStore,
  readStore: ReadStore,
  view: View,
): Promise<{ readonly generations: readonly Generation[]; readonly discarded: boolean }> => {
  const generations = await readStore.open(view);
  for (const generation of generations) {
    if (await isOfLog(store, generation)) continue;
    await readStore.discard(view);
    return { generations: await readStore.open(view), discarded: true };
  }
  return { generations, discarded: false };
};
