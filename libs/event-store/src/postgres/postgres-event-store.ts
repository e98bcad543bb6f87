import { EventEmitter } from 'node:events';
import {
  type Append,
  type AppendResult,
  type Clock,
  type Event,
  type EventStore,
  HistoryRefused,
  type Position,
  type Recorded,
  type SeenUpTo,
  StoreUnavailable,
  systemClock,
} from '#event-sourcing';
import { unavailable } from '#postgres';
import { type AppendAnswer, type AppendBatch, batchesOf } from './append-batch.js';
import { AppendListener } from './append-listener.js';
import { EventReads } from './event-reads.js';
import { restoreEvents } from './history-writer.js';
import { FLUSHES_AT_ONCE, isRefusedData, type PostgresConnections, rowsOf } from './postgres-connections.js';

const APPEND = `SELECT head, taken_at, versions, taken, known
  FROM append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, string_to_array($11, chr(31)), string_to_array($12, chr(31)), $13)`;

/**
 * Events in a PostgreSQL schema of their own, which any number of processes append to. An append that lost its
 * connection is repeated once on a fresh one: its ids tell whether the first had been stored.
 */
export class PostgresEventStore implements EventStore {
  readonly name = 'postgres';
  readonly exclusive = false;
  /** One is synced under the lock while the answers to the other are worked on here. */
  readonly flushesAtOnce = FLUSHES_AT_ONCE;
  readonly #reads: EventReads;
  readonly #appended = new EventEmitter().setMaxListeners(0);
  #listener: AppendListener | undefined;
  #closed = false;

  constructor(
    private readonly connections: PostgresConnections,
    private readonly clock: Clock = systemClock,
  ) {
    this.#reads = new EventReads(connections.reading);
  }

  async append(appends: readonly Append[]): Promise<AppendResult[]> {
    this.#mustBeOpen();
    const { batches, refused } = batchesOf(appends);
    const results: AppendResult[] = [];
    for (const batch of batches) results.push(...(await this.#take(batch)));
    if (results.some((result) => !(result instanceof Error) && result.outcome === 'ok'))
      this.#appended.emit('appended');
    const taken = results.values();
    return appends.map((_, i) => refused.get(i) ?? taken.next().value!);
  }

  async restore(behind: Position, events: readonly Recorded<Event>[]): Promise<void> {
    this.#mustBeOpen();
    try {
      await restoreEvents(this.connections.writing, behind, events);
    } catch (error) {
      throw error instanceof HistoryRefused ? error : unavailable(error);
    }
    this.#appended.emit('appended');
  }

  async readStream(stream: string, after = 0): Promise<Recorded<Event>[]> {
    this.#mustBeOpen();
    return this.#reads.stream(stream, after);
  }

  async versionsAt(streams: readonly string[], upTo: SeenUpTo): Promise<ReadonlyMap<string, number>> {
    this.#mustBeOpen();
    return this.#reads.versionsAt(streams, upTo);
  }

  async readAll(after: Position, limit: number): Promise<Recorded<Event>[]> {
    this.#mustBeOpen();
    return this.#reads.all(after, limit);
  }

  async head(): Promise<Position> {
    this.#mustBeOpen();
    return this.#reads.head();
  }

  onAppended(wake: () => void): () => void {
    this.#appended.on('appended', wake);
    if (!this.#closed) {
      this.#listener ??= new AppendListener(this.connections.listening, () => this.#appended.emit('appended'));
    }
    return () => this.#appended.off('appended', wake);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#appended.removeAllListeners();
    await Promise.all([this.#listener?.close(), this.connections.writing.end(), this.connections.reading.end()]);
  }

  /** What the database cannot keep, such as a name too long for its index, fails its own append and no other. */
  async #take(batch: AppendBatch): Promise<AppendResult[]> {
    try {
      return batch.results(await this.#call(batch));
    } catch (error) {
      if (!isRefusedData(error)) throw unavailable(error);
      if (batch.length === 1) return [error];
    }
    const results: AppendResult[] = [];
    for (const one of batch.apart()) results.push(...(await this.#take(one)));
    return results;
  }

  async #call(batch: AppendBatch): Promise<AppendAnswer> {
    const values = [...batch.values(), this.clock.now()];
    const [answer] = await rowsOf(this.connections.writing, { name: 'append', text: APPEND, values });
    return answer as AppendAnswer;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StoreUnavailable('the store is closed');
  }
}
