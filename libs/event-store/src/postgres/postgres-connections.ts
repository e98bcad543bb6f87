import { StoreNotOpened } from '#event-sourcing';
import { ask, codeOf, isAway, isConnectionLoss, unavailable, watchedPool } from '#postgres';
import { Client, type ClientBase, type ClientConfig, Pool } from 'pg';
import { APPENDER, migrate, schemaVersion } from './migrations.js';

const CONNECT_TIMEOUT_MS = 5_000;
const LOCK_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 20_000;
/** Later than the server's own limits, so that it speaks only when the server does not. */
const SILENCE_TIMEOUT_MS = 25_000;
const READERS = 4;
export const FLUSHES_AT_ONCE = 2;

export interface PostgresConnections {
  readonly writing: Pool;
  readonly reading: Pool;
  /** For a connection that listens: it may be silent as long as it likes. */
  readonly listening: ClientConfig;
}

const settings = (more: readonly string[]): string =>
  [
    `role=${APPENDER}`,
    'search_path=rectify_events',
    // Every read has its index; a plan made while the table was small must not scan it later.
    'enable_seqscan=off',
    ...more,
  ]
    .map((one) => `-c ${one}`)
    .join(' ');

const server = (url: string): ClientConfig => ({
  connectionString: url,
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  keepAlive: true,
  application_name: 'rectify events',
});

const poolOf = (url: string, max: number, more: readonly string[]): Pool => {
  const limits = [`lock_timeout=${LOCK_TIMEOUT_MS}`, `statement_timeout=${STATEMENT_TIMEOUT_MS}`];
  const options = settings([...limits, ...more]);
  return watchedPool(new Pool({ ...server(url), options, max, query_timeout: SILENCE_TIMEOUT_MS }));
};

const mustBeDurable = async (client: ClientBase): Promise<void> => {
  const { rows } = await client.query<{ fsync: string; full_page_writes: string; server_encoding: string }>(
    `SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
      current_setting('server_encoding') AS server_encoding`,
  );
  const { fsync, full_page_writes: pages, server_encoding: encoding } = rows[0]!;
  if (fsync === 'on' && pages === 'on' && encoding === 'UTF8') return;
  throw new Error(
    `数据库无法安全写入:需要 fsync=on、full_page_writes=on、UTF8 编码 / the database cannot be written safely: ` +
      `fsync=on, full_page_writes=on and UTF8 are needed, found ${fsync}, ${pages} and ${encoding}`,
  );
};

const asOwner = async (url: string, work: (client: Client) => Promise<void>): Promise<void> => {
  const client = new Client(server(url));
  let cut = false;
  client.on('error', () => (cut = true));
  try {
    await client.connect();
    await work(client);
  } catch (error) {
    throw cut || isAway(error) ? unavailable(error) : error;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Checks the server, brings the schema up to date and opens the connections. */
export const connectForAppending = async (url: string): Promise<PostgresConnections> => {
  await asOwner(url, async (client) => {
    await mustBeDurable(client);
    await migrate(client);
  });
  return {
    writing: poolOf(url, FLUSHES_AT_ONCE, []),
    reading: poolOf(url, READERS, ['default_transaction_read_only=on']),
    listening: { ...server(url), options: settings([]) },
  };
};

/** The events must be there; nothing is changed. */
export const connectForReading = async (url: string): Promise<Pool> => {
  await asOwner(url, async (client) => {
    if ((await schemaVersion(client)) > 0) return;
    throw new StoreNotOpened('missing', '数据库中没有事件库 / there is no event store in the database');
  });
  return poolOf(url, READERS, ['default_transaction_read_only=on']);
};

/** The data cannot be stored, now or later: SQLSTATE classes 22 (bad value) and 54 (too large), or a broken check. */
export const isRefusedData = (error: unknown): error is Error =>
  error instanceof Error && /^(22|54|23514)/.test(codeOf(error));

/** Rows of one statement. A connection found broken is tried once more on a fresh one; what then fails is the caller's. */
export const rowsOf = async (pool: Pool, query: Parameters<typeof ask>[1]): Promise<unknown[]> => {
  try {
    return await ask(pool, query);
  } catch (error) {
    if (isConnectionLoss(error)) return ask(pool, query);
    throw error;
  }
};
