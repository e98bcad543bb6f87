import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ReadStore } from '#event-sourcing';
import { RenewedReadStore } from './sqlite/renewed-read-store.js';
import { SqliteReadStore } from './sqlite/sqlite-read-store.js';

/** Loaded where it is used: a server on files has no need of a client of PostgreSQL. */
const openPostgres: typeof openReadStore = async (url, options) => {
  const { PostgresReadStore } = await import('./postgres/postgres-read-store.js');
  return PostgresReadStore.open(url, options);
};

/**
 * `sqlite:PATH`, `sqlite::memory:` or `postgres://…`. Folders and tables are made as needed. With `readOnly` they must be
 * there; nothing in them changes, and they may be in use by a server. A damaged file is set aside and begun anew.
 */
export const openReadStore = async (url: string, options: { readonly readOnly?: boolean } = {}): Promise<ReadStore> => {
  if (/^postgres(ql)?:\/\/./.test(url)) return openPostgres(url, options);
  const path = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : '';
  if (path === '') {
    const shown = url.replace(/\/\/[^/]*@/, '//***@');
    throw new Error(
      `不认识的视图库地址 ${shown}:应为 sqlite:文件路径 或 postgres://主机/库名。 ` +
        `Unknown read store ${shown}: sqlite:PATH, sqlite::memory: or postgres://HOST/DATABASE is needed.`,
    );
  }
  if (path === ':memory:') return new SqliteReadStore(path);
  const file = resolve(path);
  if (options.readOnly) return new SqliteReadStore(file, options);
  mkdirSync(dirname(file), { recursive: true });
  return new RenewedReadStore(file);
};
