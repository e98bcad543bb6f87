import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ReadStore } from '#event-sourcing';
import { SqliteReadStore } from './sqlite/sqlite-read-store.js';

/**
 * `sqlite:PATH` or `sqlite::memory:`. Folders are made as needed. With `readOnly` the file must be there; nothing in it
 * changes, and it may be in use by a server.
 */
export const openReadStore = async (url: string, options: { readonly readOnly?: boolean } = {}): Promise<ReadStore> => {
  const path = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : '';
  if (path === '') {
    throw new Error(
      `不认识的视图库地址 ${url}:应为 sqlite:文件路径。 Unknown read store ${url}: sqlite:PATH or sqlite::memory: is needed.`,
    );
  }
  if (path === ':memory:') return new SqliteReadStore(path);
  const file = resolve(path);
  if (!options.readOnly) mkdirSync(dirname(file), { recursive: true });
  return new SqliteReadStore(file, options);
};
