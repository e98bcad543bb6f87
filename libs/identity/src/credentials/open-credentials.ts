import type { Credentials } from './credentials.js';
import { SqliteCredentials } from './sqlite-credentials.js';

/** `sqlite:PATH` or `postgres://…`; made when missing. The caller closes them. */
export const openCredentials = async (url: string): Promise<Credentials> => {
  if (url.startsWith('sqlite:')) return new SqliteCredentials(url.slice('sqlite:'.length));
  const { PostgresCredentials } = await import('./postgres-credentials.js');
  return PostgresCredentials.open(url);
};
