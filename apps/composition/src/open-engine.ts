import { createHash } from 'node:crypto';
import { uptime } from 'node:os';
import type { SecretKeeper } from '#decision';
import {
  type Clock,
  ClockGuard,
  Engine,
  type EventStore,
  type Observer,
  type ReadStore,
  systemClock,
  type ViewReader,
  withStreamViews,
  withUpcasters,
} from '#event-sourcing';
import { openEventStore } from '#event-store';
import { type Leading, leading, openReadStore } from '#read-store';
import { contexts, type FilesConfig } from './contexts.js';

export interface OpenedEngine {
  readonly engine: Engine;
  /** Absent under a clock that somebody else sets, or when what it says was accepted. */
  readonly clockGuard?: ClockGuard;
  /** Whether this process keeps the views and runs the processes now. */
  readonly leads: () => boolean;
  /** Begins to keep the views, and to run the processes unless told otherwise, or to stand by while another does. */
  readonly lead: (what?: 'views') => Promise<void>;
  /** Settles what was accepted, leaves the views to another process and lets go of the stores. */
  readonly close: () => Promise<void>;
}

interface EngineConfig extends FilesConfig {
  readonly databaseUrl: string;
  readonly viewsUrl: string;
  readonly queueLimit: number;
  readonly cachedStates: number;
}

interface Surroundings {
  /** Somebody has looked at the machine's clock and says that it is right. */
  readonly clockAccepted?: boolean;
  readonly clock?: Clock;
  /** Keeps the keys of secret ballots until they are counted. */
  readonly keeper?: SecretKeeper;
  /** Who is told what the engine over this store does. */
  readonly observerOf?: (store: EventStore) => Observer;
  /** Told when this process begins to keep the views and when it no longer does. */
  readonly onLeading?: (leads: boolean) => void;
}

const watchedClock = async (
  store: EventStore,
  { clock, clockAccepted }: Surroundings,
): Promise<ClockGuard | undefined> => {
  if (clock || clockAccepted) return undefined;
  const guard = new ClockGuard(store, { clock: systemClock, uptime });
  await guard.open();
  return guard;
};

/** Opens both stores and the engine over them. */
export const openEngine = async (config: EngineConfig, surroundings: Surroundings = {}): Promise<OpenedEngine> => {
  const { clock, observerOf, keeper, onLeading = () => undefined } = surroundings;
  const store: EventStore = await openEventStore(config.databaseUrl, { clock });
  const readStore: ReadStore = await openReadStore(config.viewsUrl).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const clockGuard = await watchedClock(store, surroundings);
  const engine = new Engine({
    store: clockGuard?.guarded() ?? store,
    readStore,
    clock,
    contexts: contexts(config, keeper),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    limits: { queue: config.queueLimit, batch: 2_000 },
    cachedStates: config.cachedStates,
    observer: observerOf?.(store),
  });
  let led: Leading | undefined;
  const lead = async (what?: 'views') => {
    const start = async () => {
      await (what === 'views' ? engine.runner.start() : engine.start());
      onLeading(true);
    };
    const stop = async () => {
      onLeading(false);
      await engine.rest();
    };
    led = await leading(readStore, { start, stop });
  };
  const close = async () => {
    await engine.commits.drain();
    await led?.stop();
    await engine.stop();
    await readStore.close();
    await store.close();
  };
  return { engine, clockGuard, leads: () => led?.leads ?? false, lead, close };
};

/** The views for somebody who only reads, beside the process that keeps them. */
export const readerOver = (store: EventStore, stored: ViewReader, config: FilesConfig): ViewReader => {
  const upcasters = contexts(config).flatMap((context) => context.upcasters ?? []);
  return withStreamViews(withUpcasters(store, upcasters), stored);
};
