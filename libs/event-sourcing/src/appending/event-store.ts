import type { Event, Instant, NewEvent, Position, Recorded } from '../event.js';

/** The stream's version after which to append; `none`: no such stream yet; `exists`: at least one event; `any`: no check. */
export type ExpectedVersion = number | 'none' | 'exists' | 'any';

export interface StreamAppend {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  /** None: nothing is written to the stream, but the append as a whole is taken only while it is at that version. */
  readonly events: readonly NewEvent[];
}

/**
 * What is taken as a whole or not at all, with one event at least: usually one stream; an import may span many.
 * EventStoreDB alone takes several streams one after the other, and looks at streams without events just before: a
 * failure may leave the first ones behind, and repeating the append writes the rest.
 */
export type Append = readonly StreamAppend[];

export interface Appended {
  /** `idempotent`: exactly these event ids already stand at these versions; nothing was written. */
  readonly outcome: 'ok' | 'idempotent';
  /** Version of each stream that was written to after its last event, in the order of the append. */
  readonly versions: readonly number[];
  /** Position of each such stream's last event, in the same order. */
  readonly positions: readonly Position[];
  readonly recordedAt: Instant;
}

/** One entry for each append of a batch: taken, or the error that this append alone met. */
export type AppendResult = Appended | Error;

/** What of a stream is seen: up to a position, what was true then and what had been recorded by then. */
export interface SeenUpTo {
  readonly position: Position;
  readonly asOf?: Instant;
  readonly knownAt?: Instant;
}

export interface EventStore {
  readonly name: string;
  /** True when no other process can append, so that cached states never grow stale. */
  readonly exclusive: boolean;
  /** True where positions leave gaps, so that their difference does not tell how many events lie between. */
  readonly sparse?: boolean;
  /** How many calls of `append` it works on at a time to advantage; 1 when absent. */
  readonly flushesAtOnce?: number;
  /** True where each append is a call of its own and calls do not wait for each other, so that batches gain nothing. */
  readonly sideBySide?: boolean;
  /**
   * Takes each append atomically and durably, in the order given, in as few round trips as the engine allows.
   * Fails an append with ConcurrencyConflict when the expected version is not met, and with KeyReused when an event id
   * is known but not at the place it would take now (EventStoreDB: known in one of the append's streams). An exact
   * expectation below the stream's version is idempotent when every id stands where it would have been written. Rejects
   * as a whole only when the engine fails; then the outcome of every append is unknown and repeating the same appends is
   * safe. A single append may be told StoreUnavailable instead, which says the same of that one.
   */
  append(appends: readonly Append[]): Promise<AppendResult[]>;
  /**
   * Takes the next events of a history that was recorded elsewhere, as a whole and durably: ids, versions, both clocks and
   * metadata stay, positions are this store's next ones. `behind` is the head that the caller has seen. Rejects with
   * HistoryRefused, storing nothing, when the head is another, or when an event's id is known, its version does not
   * follow its stream or its recorded time falls. EventStoreDB may leave a beginning of the events behind when it fails.
   * Absent where nothing can be restored.
   */
  restore?(behind: Position, events: readonly Recorded<Event>[]): Promise<void>;
  /** Events of one stream in order, with a version greater than `after`; an unknown stream is empty. */
  readStream(stream: string, after?: number): Promise<Recorded<Event>[]>;
  /**
   * Version up to which each stream is seen without a gap; a stream of which nothing is seen is left out. Where it is
   * absent, the streams are read.
   */
  versionsAt?(streams: readonly string[], upTo: SeenUpTo): Promise<ReadonlyMap<string, number>>;
  /** Events in total order behind `after`, at most `limit`. A later read never shows an event before one already shown. */
  readAll(after: Position, limit: number): Promise<Recorded<Event>[]>;
  /** The event at exactly this position, as it is stored; absent where it is read behind the position before. */
  at?(position: Position): Promise<Recorded<Event> | undefined>;
  /** The newest event as it is stored, undefined when there is none; absent where it is read by its position. */
  newest?(): Promise<Recorded<Event> | undefined>;
  /** Position of the newest event, BEGINNING when empty. */
  head(): Promise<Position>;
  /** Calls back soon after something was appended, by whatever process; calls may be merged or come too often. */
  onAppended(wake: () => void): () => void;
  close(): Promise<void>;
}
