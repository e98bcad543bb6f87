import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#event-sourcing';

type Environment = Readonly<Record<string, string>>;

/** Where one server has its events and its views. */
export interface Stores {
  readonly environment: Environment;
  /** Between the positions of neighbouring events. */
  readonly step: number;
  /** As if there had never been any; the server must be closed. */
  readonly forgetViews: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Owner {
  readonly folder: string;
  readonly clock?: Clock;
}

type Events = Pick<Stores, 'environment' | 'step' | 'stop'>;
type Views = Pick<Stores, 'environment' | 'forgetViews' | 'stop'>;

const sqliteEvents = async ({ folder }: Owner): Promise<Events> => ({
  environment: { RECTIFY_DATABASE_URL: `sqlite:${join(folder, 'rectify.db')}` },
  step: 1,
  stop: async () => undefined,
});

const sqliteViews = async ({ folder }: Owner): Promise<Views> => ({
  environment: {},
  forgetViews: async () => {
    const file = join(folder, 'rectify-views.db');
    rmSync(file);
    for (const part of ['-wal', '-shm']) rmSync(`${file}${part}`, { force: true });
  },
  stop: async () => undefined,
});

/** A database of its own in the server that the test runner has started. */
const postgresDatabase = async () => {
  const { query } = await import('./postgres.js');
  const server = process.env['RECTIFY_TEST_POSTGRES']!;
  const name = `d${randomUUID().replaceAll('-', '')}`;
  await query(server, `create database ${name}`);
  const url = new URL(name, server).href;
  const forgetViews = async () => void (await query(url, 'drop schema rectify_views cascade'));
  const stop = async () => void (await query(server, `drop database ${name} with (force)`));
  return { url, forgetViews, stop };
};

const postgresViews = async (): Promise<Views> => {
  const { url, ...more } = await postgresDatabase();
  return { environment: { RECTIFY_VIEWS_URL: url }, ...more };
};

const eventStoreDbDouble = async ({ folder, clock }: Owner): Promise<Events> => {
  const { EventStoreDbDouble } = await import('./eventstoredb/eventstoredb-double.js');
  const { STEP } = await import('./eventstoredb/event-log.js');
  const double = await EventStoreDbDouble.start({ clock });
  const environment = { RECTIFY_DATABASE_URL: double.url, RECTIFY_DATA_DIR: folder };
  return { environment, step: STEP, stop: () => double.close() };
};

const realEventStoreDb = async ({ folder }: Owner): Promise<Events> => ({
  environment: { RECTIFY_DATABASE_URL: process.env['ESDB_URL']!, RECTIFY_DATA_DIR: folder },
  step: Number.NaN,
  stop: async () => undefined,
});

const both = async (owner: Owner, makeEvents: (owner: Owner) => Promise<Events>, makeViews = sqliteViews) => {
  const events = await makeEvents(owner);
  const views = await makeViews(owner);
  return {
    environment: { ...events.environment, ...views.environment },
    step: events.step,
    forgetViews: views.forgetViews,
    stop: async () => {
      await events.stop();
      await views.stop();
    },
  };
};

const kinds = {
  sqlite: (owner) => both(owner, sqliteEvents),
  postgres: async ({ folder }) => {
    const { url, ...more } = await postgresDatabase();
    return { environment: { RECTIFY_DATABASE_URL: url, RECTIFY_DATA_DIR: folder }, step: 1, ...more };
  },
  eventstoredb: (owner) => both(owner, eventStoreDbDouble),
  'eventstoredb-postgres': (owner) => both(owner, eventStoreDbDouble, postgresViews),
  'real-eventstoredb': (owner) => both(owner, realEventStoreDb),
} satisfies Record<string, (owner: Owner) => Promise<Stores>>;

declare global {
  /** Told by the project of the test runner; SQLite when absent. */
  var RECTIFY_STORES: keyof typeof kinds | undefined;
}

const opened = new Map<string, Promise<Stores>>();

/** Empty ones for a new folder; for the same folder the same again, as they were left. */
export const storesOf = (owner: Owner): Promise<Stores> => {
  const { folder } = owner;
  if (!opened.has(folder)) opened.set(folder, kinds[globalThis.RECTIFY_STORES ?? 'sqlite'](owner));
  return opened.get(folder)!;
};
