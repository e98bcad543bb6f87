import { EventEmitter } from 'node:events';
import {
  type Append,
  type AppendResult,
  BEGINNING,
  comparePositions,
  type Event,
  type EventStore,
  type Position,
  type Recorded,
} from '#event-sourcing';
import { positionNumber } from '../stored-event.js';
import { asStoreError } from './client-errors.js';
import { Connection } from './connection.js';
import { EventReader } from './event-reader.js';
import { HistoryWriter } from './history-writer.js';
import { PartWriter } from './part-writer.js';
import { RecordedFloor } from './recorded-floor.js';
import { StreamAppender } from './stream-appender.js';
import { Tail } from './tail.js';

const LIMIT_MS = 5_000;
const CALLS_AT_ONCE = 256;

/**
 * A server or cluster shared by any number of processes, and by nothing but Rectify. An append over several streams is
 * written stream by stream: a failure may leave the first ones behind, and repeating it writes the rest. Ids are
 * compared within the streams of an append only. Appends of one batch that share no stream may change places.
 */
export class EventStoreDbEventStore implements EventStore {
  readonly name = 'eventstoredb';
  readonly sparse = true;
  readonly exclusive = false;
  readonly flushesAtOnce = CALLS_AT_ONCE;
  readonly sideBySide = true;
  readonly #connection: Connection;
  readonly #reader: EventReader;
  readonly #writer: PartWriter;
  readonly #appender: StreamAppender;
  readonly #appended = new EventEmitter().setMaxListeners(0);
  #tail: Tail | undefined;
  /** Listeners have been called since this was stored, so they find it without another call. */
  #calledFor: Position = BEGINNING;

  /** `limitMs`: how long an append or a read may take before it is given up, in milliseconds. */
  constructor(url: string, { limitMs = LIMIT_MS }: { limitMs?: number } = {}) {
    this.#connection = new Connection(url, limitMs);
    this.#reader = new EventReader(this.#connection);
    const floor = new RecordedFloor(() => this.#reader.last());
    this.#writer = new PartWriter(this.#connection, this.#reader, floor);
    this.#appender = new StreamAppender(this.#writer);
  }

  async append(appends: readonly Append[]): Promise<AppendResult[]> {
    this.#connection.mustBeOpen();
    const results = await Promise.all(appends.map((append) => this.#appender.take(append)));
    for (const result of results) if (!(result instanceof Error)) this.#wake(result.positions.at(-1));
    return results;
  }

  /** Run by run of one stream: a failure may leave a beginning of the events behind. */
  async restore(behind: Position, events: readonly Recorded<Event>[]): Promise<void> {
    await this.#asked(() => new HistoryWriter(this.#reader, this.#writer).restore(behind, events));
    this.#wake();
  }

  async readStream(stream: string, after = 0): Promise<Recorded<Event>[]> {
    const events = await this.#asked(() => this.#reader.stream(stream, after));
    if (events.length > 0) this.#writer.known.learn(stream, events);
    return events;
  }

  async readAll(after: Position, limit: number): Promise<Recorded<Event>[]> {
    positionNumber(after);
    this.#connection.mustBeOpen();
    return limit > 0 ? this.#asked(() => this.#reader.all(after, limit)) : [];
  }

  at(position: Position): Promise<Recorded<Event> | undefined> {
    positionNumber(position);
    return this.#asked(() => this.#reader.at(position));
  }

  newest(): Promise<Recorded<Event> | undefined> {
    return this.#asked(() => this.#reader.last());
  }

  async head(): Promise<Position> {
    return (await this.newest())?.position ?? BEGINNING;
  }

  onAppended(wake: () => void): () => void {
    this.#appended.on('appended', wake);
    this.#tail ??= new Tail(this.#connection, this.#wake);
    return () => this.#appended.off('appended', wake);
  }

  async close(): Promise<void> {
    this.#appended.removeAllListeners();
    this.#tail?.stop();
    await this.#connection.close();
  }

  readonly #wake = (upTo?: Position) => {
    if (upTo !== undefined && comparePositions(upTo, this.#calledFor) <= 0) return;
    this.#calledFor = upTo ?? this.#calledFor;
    this.#appended.emit('appended');
  };

  async #asked<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      throw asStoreError(error);
    }
  }
}
