import {
  type Event,
  type EventStore,
  type Position,
  type Recorded,
  type SeenUpTo,
  StoreUnavailable,
} from '#event-sourcing';
import type pg from 'pg';
import { EventReads } from './event-reads.js';

/** Reads the events of a database beside the servers that append to it. Appends reject, and no notice comes: readers poll. */
export class ReadOnlyPostgresEventStore implements EventStore {
  readonly name = 'postgres (read-only)';
  readonly exclusive = false;
  readonly #reads: EventReads;

  constructor(private readonly pool: pg.Pool) {
    this.#reads = new EventReads(pool);
  }

  async append(): Promise<never> {
    throw new StoreUnavailable('the store was opened for reading only');
  }

  async readStream(stream: string, after = 0): Promise<Recorded<Event>[]> {
    return this.#reads.stream(stream, after);
  }

  async versionsAt(streams: readonly string[], upTo: SeenUpTo): Promise<ReadonlyMap<string, number>> {
    return this.#reads.versionsAt(streams, upTo);
  }

  async readAll(after: Position, limit: number): Promise<Recorded<Event>[]> {
    return this.#reads.all(after, limit);
  }

  async head(): Promise<Position> {
    return this.#reads.head();
  }

  onAppended(): () => void {
    return () => undefined;
  }

  async close(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }
}
