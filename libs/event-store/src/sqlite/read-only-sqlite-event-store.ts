import type { DatabaseSync } from 'node:sqlite';
import {
  type Event,
  type EventStore,
  type Position,
  type Recorded,
  type SeenUpTo,
  StoreUnavailable,
} from '#event-sourcing';
import { EventTable } from './event-table.js';

/** Reads an event file beside the server that owns it. Appends reject, and no notice comes: readers poll. */
export class ReadOnlySqliteEventStore implements EventStore {
  readonly name = 'sqlite (read-only)';
  readonly exclusive = false;
  readonly #table: EventTable;

  constructor(private readonly db: DatabaseSync) {
    this.#table = new EventTable(db);
  }

  async append(): Promise<never> {
    throw new StoreUnavailable('the store was opened for reading only');
  }

  async readStream(stream: string, after = 0): Promise<Recorded<Event>[]> {
    return this.#table.stream(stream, after);
  }

  async versionsAt(streams: readonly string[], upTo: SeenUpTo): Promise<ReadonlyMap<string, number>> {
    return this.#table.versionsAt(streams, upTo);
  }

  async readAll(after: Position, limit: number): Promise<Recorded<Event>[]> {
    return this.#table.all(after, limit);
  }

  async head(): Promise<Position> {
    return this.#table.head();
  }

  onAppended(): () => void {
    return () => undefined;
  }

  async close(): Promise<void> {
    if (this.db.isOpen) this.db.close();
  }
}
