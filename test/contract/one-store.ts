import type { ReadStore } from '#event-sourcing';
import type { OpenedReadStore } from './read-store.contract.js';

/**
 * Each check has rows of its own under a name of its own, all in one store: to open one for each of hundreds of drawn
 * examples takes longer than to ask them.
 */
export const inOneStore = <Rows, Asked>(
  opening: () => Promise<OpenedReadStore>,
  stored: (store: ReadStore, name: string, rows: Rows) => Promise<Asked>,
): ((rows: Rows, check: (asked: Asked) => Promise<void>) => Promise<void>) => {
  let opened: OpenedReadStore;
  let count = 0;
  beforeAll(async () => {
    opened = await opening();
  });
  afterAll(() => opened.close());
  return async (rows, check) => check(await stored(opened.store, `drawn_${++count}`, rows));
};
