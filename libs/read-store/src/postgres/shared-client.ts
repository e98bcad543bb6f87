import { StoreUnavailable } from '#event-sourcing';
import type { Pool, PoolClient } from 'pg';

interface Shared {
  readonly client: Promise<PoolClient>;
  users: number;
  broken: boolean;
}

const connected = (pool: Pool): Promise<PoolClient> =>
  pool.connect().catch((error: Error) => {
    throw new StoreUnavailable(error.message, { cause: error });
  });

/** One connection of a pool, used by several at a time: each sends what it has behind the others and waits for its own answers. */
export class SharedClient {
  #shared: Shared | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly isBroken: (error: unknown) => boolean,
  ) {}

  async use<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const shared = (this.#shared ??= { client: connected(this.pool), users: 0, broken: false });
    shared.users += 1;
    try {
      return await work(await shared.client);
    } catch (error) {
      shared.broken ||= error instanceof StoreUnavailable || this.isBroken(error);
      throw error;
    } finally {
      await this.#leave(shared);
    }
  }

  /** A broken one is used by nobody else, and given back by the last who used it. */
  async #leave(shared: Shared): Promise<void> {
    shared.users -= 1;
    const over = shared.users === 0;
    if ((over || shared.broken) && this.#shared === shared) this.#shared = undefined;
    if (!over) return;
    const client = await shared.client.catch(() => undefined);
    client?.release(shared.broken);
  }
}
