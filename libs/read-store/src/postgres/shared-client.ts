import { connected, isAway, unavailable } from '#postgres';
import type { Pool, PoolClient } from 'pg';

interface Shared {
  readonly client: Promise<PoolClient>;
  users: number;
  broken: boolean;
}

const taken = (pool: Pool): Promise<PoolClient> =>
  connected(pool).catch((error: unknown) => {
    throw unavailable(error);
  });

/** One connection of a pool, used by several at a time: each sends what it has behind the others and waits for its own answers. */
export class SharedClient {
  #shared: Shared | undefined;

  constructor(private readonly pool: Pool) {}

  async use<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const shared = (this.#shared ??= { client: taken(this.pool), users: 0, broken: false });
    shared.users += 1;
    try {
      return await work(await shared.client);
    } catch (error) {
      shared.broken ||= isAway(error);
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
