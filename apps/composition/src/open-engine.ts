import { hash } from 'node:crypto';
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
import { guarded, type GuardOptions, HistoryGuard } from '#integrity';
import { type Leading, leading, openReadStore } from '#read-store';
import { contexts, type FilesConfig } from './contexts.js';
import { SealingBeside } from './history/history-threads.js';

export interface OpenedEngine {
  readonly engine: Engine;
  /** Absent under a clock that somebody else sets, or when what it says was accepted. */
  readonly clockGuard?: ClockGuard;
  /** Absent where nothing outlives the process. */
  readonly guard?: HistoryGuard;
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
  readonly integrityDirectory: string;
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
  /** Who is told of the stored history. */
  readonly guarding?: GuardOptions;
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

/** Checks the end of the history before anything is taken. */
const openGuard = async (
  config: EngineConfig,
  store: EventStore,
  options?: GuardOptions,
): Promise<HistoryGuard | undefined> => {
  const { databaseUrl, integrityDirectory: folder } = config;
  if (databaseUrl === 'memory:') return undefined;
  const guard = new HistoryGuard(new SealingBeside({ databaseUrl, folder }), () => store.head(), options);
  try {
    await guard.open();
    return guard;
  } catch (error) {
    await guard.close();
    throw error;
  }
};

/** All of it, or nothing stays open. */
const openStores = async (config: EngineConfig, surroundings: Surroundings) => {
  const store = await openEventStore(config.databaseUrl, { clock: surroundings.clock });
  let guard: HistoryGuard | undefined;
  try {
    guard = await openGuard(config, store, surroundings.guarding);
    const clockGuard = await watchedClock(store, surroundings);
    return { store, guard, clockGuard, readStore: await openReadStore(config.viewsUrl) };
  } catch (error) {
    await guard?.close();
    await store.close();
    throw error;
  }
};

/** Nothing is appended to a damaged history, nor under a clock that cannot be right. */
const watchedStore = (store: EventStore, guard?: HistoryGuard, clockGuard?: ClockGuard): EventStore => {
  const kept = guard ? guarded(store, guard) : store;
  return clockGuard?.over(kept) ?? kept;
};

/** Opens both stores and the engine over them. */
export const openEngine = async (config: EngineConfig, surroundings: Surroundings = {}): Promise<OpenedEngine> => {
  const { clock, observerOf, keeper, onLeading = () => undefined } = surroundings;
  const { store, guard, clockGuard, readStore } = await openStores(config, surroundings);
  const engine = new Engine({
    store: watchedStore(store, guard, clockGuard),
    readStore,
    clock,
    contexts: contexts(config, keeper),
    digest: (text) => hash('sha256', text),
    limits: { queue: config.queueLimit, batch: 2_000 },
    cachedStates: config.cachedStates,
    observer: observerOf?.(store),
  });
  const lead = leadingOf(engine, { readStore, guard, onLeading });
  const close = async () => {
    await engine.commits.drain();
    await lead.stop();
    await engine.stop();
    await guard?.close();
    await readStore.close();
    await store.close();
  };
  return { engine, guard, clockGuard, leads: lead.leads, lead: lead.begin, close };
};

interface Led {
  readonly readStore: ReadStore;
  readonly guard?: HistoryGuard;
  readonly onLeading: (leads: boolean) => void;
}

/** One process of those that share the views keeps them, and seals the history. */
const leadingOf = (engine: Engine, { readStore, guard, onLeading }: Led) => {
  let led: Leading | undefined;
  const begin = async (what?: 'views') => {
    const start = async () => {
      await (what === 'views' ? engine.runner.start() : engine.start());
      guard?.lead();
      onLeading(true);
    };
    const stop = async () => {
      onLeading(false);
      await engine.rest();
      await guard?.rest();
    };
    led = await leading(readStore, { start, stop });
  };
  return { begin, leads: () => led?.leads ?? false, stop: async () => led?.stop() };
};

/** The views for somebody who only reads, beside the process that keeps them. */
export const readerOver = (store: EventStore, stored: ViewReader, config: FilesConfig): ViewReader => {
  const upcasters = contexts(config).flatMap((context) => context.upcasters ?? []);
  return withStreamViews(withUpcasters(store, upcasters), stored);
};
