import { createHash } from 'node:crypto';
import {
  type Clock,
  Engine,
  type EventStore,
  type ReadStore,
  type ViewReader,
  withStreamViews,
  withUpcasters,
} from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import type { Config } from './config.js';
import { contexts } from './contexts.js';

export interface OpenedEngine {
  readonly engine: Engine;
  readonly close: () => Promise<void>;
}

/** Opens both stores and the engine over them; `close` settles what was accepted, then lets go of the files. */
export const openEngine = async (
  config: Pick<Config, 'databaseUrl' | 'viewsUrl' | 'queueLimit' | 'cachedStates' | 'dataDirectory' | 'fileLimit'>,
  clock?: Clock,
): Promise<OpenedEngine> => {
  const store: EventStore = await openEventStore(config.databaseUrl, { clock });
  const readStore: ReadStore = await openReadStore(config.viewsUrl).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const engine = new Engine({
    store,
    readStore,
    clock,
    contexts: contexts(config),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    limits: { queue: config.queueLimit, batch: 2_000 },
    cachedStates: config.cachedStates,
  });
  const close = async () => {
    await engine.stop();
    await readStore.close();
    await store.close();
  };
  return { engine, close };
};

/** The views for somebody who only reads, beside the process that keeps them. */
export const readerOver = (
  store: EventStore,
  stored: ViewReader,
  config: Pick<Config, 'dataDirectory' | 'fileLimit'>,
): ViewReader => {
  const upcasters = contexts(config).flatMap((context) => context.upcasters ?? []);
  return withStreamViews(withUpcasters(store, upcasters), stored);
};
