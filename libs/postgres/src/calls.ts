import { StoreUnavailable } from '#event-sourcing';
import type { ClientBase, Pool, PoolClient, QueryConfig } from 'pg';

const CONNECTION_FAILURE = '08006';

/** SQLSTATE when the server said it, a name such as ECONNRESET when the system did, '' when neither. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** The server went away, is starting or stopping, or cannot be reached; SQLSTATE classes 08 and 57P. */
export const isConnectionLoss = (error: unknown): boolean =>
  /^(08|57P|ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_)/.test(codeOf(error));

/** Lost, or silent for longer than a call may take. */
export const isAway = (error: unknown): boolean => error instanceof StoreUnavailable || isConnectionLoss(error);

export const unavailable = (error: unknown): StoreUnavailable =>
  error instanceof StoreUnavailable
    ? error
    : new StoreUnavailable(error instanceof Error ? error.message : String(error), { cause: error });

class ConnectionLost extends StoreUnavailable {
  readonly code = CONNECTION_FAILURE;
}

const broken = new WeakSet<ClientBase>();

/** Hears when the connection breaks; it says so also between two calls, and would end the process if nobody listened. */
export const watched = <C extends ClientBase>(client: C): C => {
  client.on('error', () => broken.add(client));
  return client;
};

export const watchedPool = (pool: Pool): Pool => {
  // An idle connection that breaks is replaced when the next one is needed.
  pool.on('error', () => undefined);
  pool.on('connect', watched);
  return pool;
};

/**
 * The outcome of a call to the driver. A failure that it found by itself has no code: where the connection broke it gets
 * the SQLSTATE of that, and where nobody answered in time it is StoreUnavailable.
 */
export const answered = async <T>(client: ClientBase, call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    // A TypeError is about the values of the call, which never left this process.
    if (codeOf(error) !== '' || error instanceof TypeError) throw error;
    const { message } = error as Error;
    throw broken.has(client) ? new ConnectionLost(message, { cause: error }) : unavailable(error);
  }
};

export const connected = (pool: Pool): Promise<PoolClient> =>
  pool.connect().catch((error: unknown) => {
    throw codeOf(error) === '' ? unavailable(error) : error;
  });

/** One statement on a connection of a watched pool. Whatever failed on it, the connection is not used again. */
export const ask = async (pool: Pool, query: QueryConfig & { readonly rowMode?: 'array' }): Promise<unknown[]> => {
  const client = await connected(pool);
  let failed = true;
  try {
    const { rows } = await answered(client, client.query(query));
    failed = false;
    return rows as unknown[];
  } finally {
    client.release(failed);
  }
};
