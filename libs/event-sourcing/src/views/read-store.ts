import type { Instant, Position } from '../event.js';
import type { Checkpoint, Mark } from '../appending/marks.js';
import type { View } from './projection.js';

/** One generation of a view's table. A rebuild makes a new one beside the live one. */
export interface Generation {
  readonly view: View;
  readonly number: number;
  /** The `View.version` it was built with. */
  readonly version: number;
  /**
   * Of this version and these columns, and with a mark. A live one that is not only answers, and is never written, until
   * its successor is ready.
   */
  readonly current: boolean;
  readonly checkpoint: Position;
  /** Of the event at the checkpoint. */
  readonly mark?: Mark;
  readonly live: boolean;
}

/** Where a version stands among all of its view: the event it was stored with, and which of that event's it is. */
export interface Place {
  readonly position: number;
  /** Counts the versions stored with an event that was told out of order, from 0; absent for the one of any other. */
  readonly part?: number;
}

export interface OpenRow extends Place {
  readonly row: unknown;
}

export interface RowVersion extends Place {
  readonly key: string;
  readonly effective: number;
  readonly recorded: number;
  /** Absent while nothing has followed. */
  readonly next?: { readonly effective: number; readonly recorded: number };
  /** When it was told otherwise; it is what was known until then. Absent while it holds. */
  readonly knownTo?: number;
  readonly row: unknown;
}

/** Ends the version of `key` that stands there. */
export interface RowEnd extends Place {
  readonly key: string;
  readonly next: { readonly effective: number; readonly recorded: number };
}

/** From this moment on, versions of `key` that took effect `since` then are what was known before. */
export interface RowRetold {
  readonly key: string;
  readonly since: number;
  readonly recorded: number;
}

export interface ViewWrites {
  readonly generation: Generation;
  readonly from: Position;
  readonly to: Position;
  /** Of the event at `to`. */
  readonly mark?: Mark;
  readonly versions: readonly RowVersion[];
  readonly ends: readonly RowEnd[];
  /** Of versions stored before these, in order. Absent where nothing was told out of order. */
  readonly retold?: readonly RowRetold[];
}

/** `asOf`: what was true at; `knownAt`: what had been recorded by. Absent: now. */
export interface Moment {
  readonly asOf?: Instant;
  readonly knownAt?: Instant;
}

export type Condition =
  | string
  | number
  | readonly (string | number)[]
  | { readonly from?: string | number; readonly to?: string | number; readonly contains?: string };

export interface RowQuery extends Moment {
  readonly where?: Readonly<Record<string, Condition | undefined>>;
  /** These rows only. No part of the question: a cursor goes on when they have become more or fewer. */
  readonly keys?: readonly string[];
  readonly sort?: { readonly column: string; readonly descending?: boolean };
  readonly limit?: number;
  /** From a page's `next`; valid only with the same conditions and order. */
  readonly cursor?: string;
}

export interface Versioned<Row> {
  readonly key: string;
  readonly row: Row;
  readonly position: Position;
  readonly effectiveAt: Instant;
  readonly recordedAt: Instant;
}

export interface Page<Row> {
  readonly rows: readonly Versioned<Row>[];
  readonly next?: string;
}

/** Questions to the live generation of a view. Unknown columns throw; a malformed cursor is RuleBroken('query.bad-cursor'). */
export interface ViewReader {
  find<Row>(view: View<Row>, key: string, moment?: Moment): Promise<Versioned<Row> | undefined>;
  list<Row>(view: View<Row>, query: RowQuery): Promise<Page<Row>>;
  /** How many rows there are for each value of the column. */
  count<Row>(view: View<Row>, column: string, query: RowQuery): Promise<ReadonlyMap<string | number, number>>;
  /** Every version of one row, in the order in which they were told, and those told together in the order of their days. */
  history<Row>(view: View<Row>, key: string): Promise<readonly Versioned<Row>[]>;
}

/** The right to write the views, which one process at a time has. */
export interface ViewsLease {
  /** As far as this process knows; only a write proves it. */
  readonly held: boolean;
  /** Takes it when it is free or has expired. False while another process holds it. */
  take(): Promise<boolean>;
  onLost(listener: () => void): () => void;
  /** Leaves it to whoever asks next. */
  release(): Promise<void>;
}

/** What kept the views was damaged and put out of the way. */
export interface ViewsSetAside {
  readonly file: string;
  readonly at: Instant;
  readonly why: string;
}

export interface ReadStore extends ViewReader {
  readonly name: string;
  /** Whose holder alone may write; whoever writes without it takes it or gets LeaseLost. Absent where the store belongs to one process. */
  readonly lease?: ViewsLease;
  /** How many events a commit is best made of while there are many; 250 when absent. */
  readonly batch?: number;
  /** The last that was; absent where there was none, and where the store mends itself. */
  readonly setAside?: ViewsSetAside;
  /** Told when it happens while the store is open: then every view is to be opened anew. */
  onSetAside?(listener: () => void): () => void;
  /** The live generation, and one being built when there is any; makes the first when the view is new or its version rose. */
  open(view: View): Promise<Generation[]>;
  /** A fresh generation beside the live one. An unfinished earlier one is dropped. */
  begin(view: View): Promise<Generation>;
  /** Drops every generation of the view, because it is not of the log that is here. */
  discard(view: View): Promise<void>;
  /** Builds the indexes, makes the generation live and drops the one before it. */
  goLive(generation: Generation): Promise<Generation>;
  /** Newest versions of these rows; none of a log, which is never folded on. */
  load(generation: Generation, keys: readonly string[]): Promise<Map<string, OpenRow>>;
  /**
   * Rows and checkpoints of all writes in ONE transaction. Throws CheckpointMoved when another projector was there. Calls
   * are taken in order, also when the one before has not ended; where that one fails, so does what was to follow it.
   */
  commit(writes: readonly ViewWrites[]): Promise<void>;
  /** Checkpoint of the live generation; of a process when `name` is one. BEGINNING when unknown. */
  checkpoint(name: string): Promise<Position>;
  /** The same with the mark of the event there; undefined while the first live generation is being built. */
  reached(name: string): Promise<Checkpoint | undefined>;
  saveCheckpoint(name: string, from: Position, to: Checkpoint): Promise<void>;
  close(): Promise<void>;
}

/** Somebody else moved this checkpoint: what was about to be written is already there, or belongs to another projector. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
  constructor(
    readonly view: string,
    readonly expected: Position,
    readonly found: Position,
  ) {
    super(`${view}: expected checkpoint ${expected}, found ${found}`);
  }
}

/** Another process may write the views now. Nothing of what was about to be written is stored. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  constructor() {
    super('视图正由另一个进程投影 / another process projects the views');
  }
}

/** A row of this view cannot be stored: a column is not of its type, or the row is not plain data. Nothing was written. */
export class RowRefused extends Error {
  override readonly name = 'RowRefused';
  constructor(
    readonly view: string,
    readonly position: number,
    why: string,
  ) {
    super(`${view}: the row of position ${position} cannot be stored: ${why}`);
  }
}
