import { setTimeout as pause } from 'node:timers/promises';
import { type AllStreamSubscription, END, type EventStoreDBClient, excludeSystemEvents } from '@eventstore/db-client';
import { type Position, StoreUnavailable } from '#event-sourcing';
import type { Connection } from './connection.js';

const FIRST_BACK_OFF_MS = 50;
const LONGEST_BACK_OFF_MS = 2_000;

/**
 * Follows the end of the store, whoever writes. A subscription that breaks is not resumed by the client: it is opened
 * anew after a growing pause, and each round wakes the listeners, so that at worst they poll.
 */
export class Tail {
  readonly #stop = new AbortController();

  constructor(
    private readonly connection: Connection,
    private readonly wake: (upTo?: Position) => void,
  ) {
    void this.#follow();
  }

  stop(): void {
    this.#stop.abort();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stop;
    for (let wait = FIRST_BACK_OFF_MS; !signal.aborted; wait = Math.min(2 * wait, LONGEST_BACK_OFF_MS)) {
      const confirmed = () => {
        wait = FIRST_BACK_OFF_MS;
        this.wake();
      };
      await this.connection.run((client) => this.#listen(client, confirmed)).catch(() => undefined);
      if (signal.aborted) return;
      this.wake();
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Lasts until the subscription ends, for whatever reason. */
  async #listen(client: EventStoreDBClient, confirmed: () => void): Promise<void> {
    const { signal } = this.#stop;
    const subscription = client.subscribeToAll({
      fromPosition: END,
      filter: excludeSystemEvents({ checkpointInterval: 1_000 }),
      requiresLeader: true,
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const silence = setTimeout(() => reject(new StoreUnavailable('no confirmation')), this.connection.limitMs);
    subscription.on('confirmation', () => {
      clearTimeout(silence);
      confirmed();
    });
    subscription.on('data', ({ event }) => this.wake(event?.position && String(event.position.commit)));
    subscription.on('error', reject).on('end', resolve).on('close', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
    try {
      await promise;
    } finally {
      clearTimeout(silence);
      await this.#end(subscription);
    }
  }

  async #end(subscription: AllStreamSubscription): Promise<void> {
    subscription.on('error', () => undefined);
    await subscription.unsubscribe().catch(() => undefined);
  }
}
