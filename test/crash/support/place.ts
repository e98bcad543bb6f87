import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EventStore, Recorded } from '#event-sourcing';
import { openEventStoreReadOnly } from '#event-store';
import type { EventStoreDbDouble } from '../../support/eventstoredb/eventstoredb-double.js';
import type { PostgresServer } from '../../support/postgres.js';

type Row = Readonly<Record<string, unknown>>;

/** The stores under a server, seen from behind its back. */
export interface Place {
  readonly name: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether positions run 1, 2, 3 … */
  readonly gapless: boolean;
  readonly readOnly: () => Promise<EventStore>;
  /** Statements on the database of the views, whose tables are named alike everywhere. */
  readonly views: (sql: string) => Promise<Row[]>;
  /** Does what time does after the end of a server that was killed: the next one may keep the views at once. */
  readonly bury: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'rectify-crash-'));

export const eventsIn = async (place: Pick<Place, 'readOnly'>): Promise<Recorded[]> => {
  const store = await place.readOnly();
  return store.readAll('0', Number.MAX_SAFE_INTEGER).finally(() => store.close());
};

export const viewsInFile = (file: string): Place['views'] => {
  return async (sql) => {
    const db = new DatabaseSync(file);
    try {
      return db.prepare(sql).all();
    } finally {
      db.close();
    }
  };
};

export const sqlitePlace = async (): Promise<Place> => {
  const folder = newFolder();
  const url = `sqlite:${join(folder, 'rectify.db')}`;
  return {
    name: 'SQLite',
    folder,
    environment: { RECTIFY_DATABASE_URL: url },
    gapless: true,
    readOnly: () => openEventStoreReadOnly(url),
    views: viewsInFile(join(folder, 'rectify-views.db')),
    bury: async () => undefined,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** A database of its own, reached by the URL that `through` makes of the real one. */
export const postgresPlace = async (
  server: PostgresServer,
  through: (url: string) => string = (url) => url,
): Promise<Place & { readonly url: string }> => {
  const folder = newFolder();
  const url = await server.database();
  const views = new URL(url);
  views.searchParams.set('options', '-c search_path=rectify_views');
  return {
    name: 'PostgreSQL',
    url,
    folder,
    environment: { RECTIFY_DATABASE_URL: through(url), RECTIFY_DATA_DIR: folder },
    gapless: true,
    readOnly: () => openEventStoreReadOnly(url),
    views: (sql) => server.query(views.href, sql),
    bury: async () => void (await server.query(views.href, `update lease set expires_at = '-infinity'`)),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** The double of EventStoreDB, and views in a file. */
export const doublePlace = async (double: EventStoreDbDouble, url = double.url): Promise<Place> => {
  const folder = newFolder();
  return {
    name: 'EventStoreDB (double)',
    folder,
    environment: { RECTIFY_DATABASE_URL: url, RECTIFY_DATA_DIR: folder },
    gapless: false,
    readOnly: () => openEventStoreReadOnly(double.url),
    views: viewsInFile(join(folder, 'rectify-views.db')),
    bury: async () => undefined,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
};
