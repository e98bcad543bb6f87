import { EventEmitter } from 'node:events';
import type { StatementSync } from 'node:sqlite';
import {
  type Append,
  type AppendResult,
  type Clock,
  type Event,
  type EventStore,
  type Position,
  type Recorded,
  type SeenUpTo,
  StoreRemoved,
  StoreUnavailable,
  systemClock,
} from '#event-sourcing';
import type { EventFile } from './event-file.js';
import { EventTable } from './event-table.js';
import { EventWriter } from './event-writer.js';
import { isFull, unavailable } from './sqlite-errors.js';

/**
 * One file, one writer. Work is synchronous: an append holds up the event loop for the time of one commit, which
 * GroupCommit shares among all that wait.
 */
export class SqliteEventStore implements EventStore {
  readonly name = 'sqlite';
  readonly exclusive = true;
  readonly #table: EventTable;
  readonly #writer: EventWriter;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #appended = new EventEmitter().setMaxListeners(0);
  #failure: StoreUnavailable | undefined;

  constructor(
    private readonly file: EventFile,
    private readonly clock: Clock = systemClock,
  ) {
    this.#table = new EventTable(file.db);
    this.#writer = new EventWriter(file.db, this.#table);
    this.#begin = file.db.prepare('BEGIN IMMEDIATE');
    this.#commit = file.db.prepare('COMMIT');
  }

  async append(appends: readonly Append[]): Promise<AppendResult[]> {
    this.#mustTakeMore();
    const before = this.#writer.tail;
    const results = this.#kept(() => {
      const now = this.clock.now();
      const recordedAt = before.recordedAt > now ? before.recordedAt : now;
      return appends.map((append) => this.#writer.take(append, recordedAt));
    });
    if (this.#writer.tail.position > before.position) this.#appended.emit('appended');
    return results;
  }

  async restore(behind: Position, events: readonly Recorded<Event>[]): Promise<void> {
    this.#mustTakeMore();
    const refusal = this.#kept(() => this.#writer.restore(behind, events));
    if (refusal) throw refusal;
    this.#appended.emit('appended');
  }

  async readStream(stream: string, after = 0): Promise<Recorded<Event>[]> {
    this.#mustBeOpen();
    return this.#table.stream(stream, after);
  }

  async versionsAt(streams: readonly string[], upTo: SeenUpTo): Promise<ReadonlyMap<string, number>> {
    this.#mustBeOpen();
    return this.#table.versionsAt(streams, upTo);
  }

  async readAll(after: Position, limit: number): Promise<Recorded<Event>[]> {
    this.#mustBeOpen();
    return this.#table.all(after, limit);
  }

  /** Also asked by whoever wants to know whether the store answers: one whose file is gone does not. */
  async head(): Promise<Position> {
    this.#mustBeInPlace();
    return String(this.#writer.tail.position);
  }

  onAppended(wake: () => void): () => void {
    this.#appended.on('appended', wake);
    return () => this.#appended.off('appended', wake);
  }

  async close(): Promise<void> {
    if (!this.file.db.isOpen) return;
    this.#appended.removeAllListeners();
    this.file.db.close();
    this.file.lock.release();
  }

  #mustBeOpen(): void {
    if (!this.file.db.isOpen) throw new StoreUnavailable('the store is closed');
  }

  #mustTakeMore(): void {
    this.#mustBeOpen();
    this.#mustBeInPlace();
    if (this.#failure) throw fenced(this.#failure);
  }

  #mustBeInPlace(): void {
    this.#mustBeOpen();
    const lost = this.file.inPlace.lost();
    if (lost !== undefined) throw removed(lost);
  }

  /** In one transaction, of a file that still stands under its name when it is over. */
  #kept<T>(work: () => T): T {
    const result = this.#inOneTransaction(work);
    this.#mustBeInPlace();
    return result;
  }

  #inOneTransaction<T>(work: () => T): T {
    try {
      this.#begin.run();
    } catch (error) {
      throw unavailable(error);
    }
    try {
      const result = work();
      this.#commit.run();
      return result;
    } catch (error) {
      throw this.#rolledBack(error);
    }
  }

  /**
   * A full disk leaves nothing behind and may get better. After any other failure nobody knows what the disk holds, and
   * a retry could report as stored what a lost write has taken away: appends stay refused until the file is opened anew.
   */
  #rolledBack(error: unknown): StoreUnavailable {
    const failure = unavailable(error);
    try {
      if (this.file.db.isTransaction) this.file.db.exec('ROLLBACK');
      this.#writer.reset();
      if (!isFull(error)) this.#failure = failure;
    } catch {
      this.#failure = failure;
    }
    return failure;
  }
}

const removed = (path: string): StoreRemoved =>
  new StoreRemoved(
    `文件 ${path} 已被删除或替换,写入不会保留;请停止服务,恢复文件后重新启动 / ` +
      `${path} was removed or replaced, what is written would be lost; stop the server, restore the file and start again`,
  );

const fenced = (failure: StoreUnavailable): StoreUnavailable =>
  new StoreUnavailable(
    `写入曾经失败(${failure.message}),请检查磁盘并重新启动服务 / ` +
      `an earlier write failed (${failure.message}); check the disk and restart the server`,
    { cause: failure },
  );
