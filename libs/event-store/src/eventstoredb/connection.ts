import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { StoreUnavailable } from '#event-sourcing';
import { clientReconnects, hasFailedAtTheServer, isAnswer } from './client-errors.js';

const RETRY_MS = 50;
const DISPOSAL_MS = 1_000;

interface Session {
  readonly client: EventStoreDBClient;
  /** Rejects every call that still waits on this client. */
  readonly waiting: Set<(error: Error) => void>;
}

/** Parts of the client that its types keep to itself. */
interface Innards {
  supports: () => Promise<boolean>;
  getChannel: () => Promise<{ close(): void }>;
}

const innards = (client: EventStoreDBClient): Innards => client as unknown as Innards;

/** Reads from the node that takes the writes, unless the address says otherwise. */
const withLeader = (url: string): string =>
  /[?&]nodePreference=/i.test(url) ? url : `${url}${url.includes('?') ? '&' : '?'}nodePreference=leader`;

const opened = (url: string): Session => {
  const client = EventStoreDBClient.connectionString(withLeader(url));
  // BatchAppend shares one table of waiting calls among all clients of the process, never ends a call that meets
  // silence or a closed stream, and can throw where nobody catches. The plain Append does none of this.
  innards(client).supports = async () => false;
  return { client, waiting: new Set() };
};

/** `dispose` alone would leave the channel open. */
const disposed = async ({ client }: Session): Promise<void> => {
  const channel = await innards(client).getChannel();
  await Promise.race([client.dispose(), pause(DISPOSAL_MS, undefined, { ref: false })]);
  channel.close();
};

/** One client at a time; one that leaves a call in doubt is replaced by a fresh one. */
export class Connection {
  #session: Session;
  #closed = false;

  /** `limitMs`: after how long without an answer a call is given up, in milliseconds. */
  constructor(
    private readonly url: string,
    readonly limitMs: number,
  ) {
    this.#session = opened(url);
  }

  mustBeOpen(): void {
    if (this.#closed) throw new StoreUnavailable('the store is closed');
  }

  /** Settles within the limit, whatever the server does; without one it lasts as long as the client. */
  async run<T>(work: (client: EventStoreDBClient) => Promise<T>, limitMs?: number): Promise<T> {
    this.mustBeOpen();
    const session = this.#session;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const timer = limitMs === undefined ? undefined : setTimeout(() => reject(noAnswer(limitMs)), limitMs);
    session.waiting.add(reject);
    work(session.client).then(resolve, reject);
    try {
      return await promise;
    } catch (error) {
      if (!isSound(error)) this.#replace(session);
      throw error;
    } finally {
      clearTimeout(timer);
      session.waiting.delete(reject);
    }
  }

  /** Repeats what may be repeated freely, as long as the limit lasts and nothing final came. */
  async persist<T>(work: (client: EventStoreDBClient) => Promise<T>, isFinal = isAnswer): Promise<T> {
    const end = performance.now() + this.limitMs;
    for (;;) {
      try {
        return await this.run(work, Math.max(1, end - performance.now()));
      } catch (error) {
        if (this.#closed || isFinal(error) || performance.now() + RETRY_MS >= end) throw error;
        await pause(RETRY_MS);
      }
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#abandon(this.#session, new StoreUnavailable('the store is closed'));
    await disposed(this.#session).catch(() => undefined);
  }

  #replace(session: Session): void {
    if (this.#closed || session !== this.#session) return;
    this.#session = opened(this.url);
    this.#abandon(session, new StoreUnavailable('the connection to EventStoreDB was given up'));
    void disposed(session).catch(() => undefined);
  }

  #abandon({ waiting }: Session, error: StoreUnavailable): void {
    for (const reject of waiting) reject(error);
  }
}

const isSound = (error: unknown): boolean => isAnswer(error) || hasFailedAtTheServer(error) || clientReconnects(error);

const noAnswer = (limitMs: number): StoreUnavailable =>
  new StoreUnavailable(
    `事件库在 ${Math.round(limitMs)} 毫秒内没有答复 / EventStoreDB did not answer within ${Math.round(limitMs)} ms`,
  );
