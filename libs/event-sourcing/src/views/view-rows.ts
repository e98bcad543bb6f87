import type { Recorded } from '../event.js';
import type { View } from './projection.js';
import type { Generation, OpenRow, ReadStore, RowEnd, RowVersion, ViewWrites } from './read-store.js';

/** Events of one read, with what every view needs of them worked out once. */
export interface Batch {
  readonly events: readonly Recorded[];
  readonly positions: readonly number[];
  /** Milliseconds. */
  readonly effective: readonly number[];
  readonly recorded: readonly number[];
}

export const batchOf = (events: readonly Recorded[]): Batch => ({
  events,
  positions: events.map(({ position }) => Number(position)),
  effective: events.map(({ metadata }) => Date.parse(metadata.effectiveAt)),
  recorded: events.map(({ recordedAt }) => Date.parse(recordedAt)),
});

export interface Failure {
  /** Position of the event that could not be folded. */
  readonly position: number;
  readonly error: Error;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

type Keys = readonly (string | undefined)[];

const GONE: OpenRow = { position: 0, row: undefined };

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

const keyOf = (view: View, event: Recorded): string | undefined => {
  const key = view.key(event);
  if (!view.log || key === undefined || key === event.id) return key;
  throw new Error(`a row of the log ${view.name} must stand under the id of its event, not ${key}`);
};

/** What one batch left behind, until it is stored. */
interface Staged {
  readonly rows: Map<string, OpenRow>;
  /** Rows under the id of their own event: nothing came before them, and a log of them is not worth remembering. */
  readonly once: Set<string>;
}

/**
 * Folds batches into the rows of one generation and remembers the rows used last. A batch may be folded while the one
 * before it is still being stored.
 */
export class ViewRows {
  readonly #open = new Map<string, OpenRow>();
  /** Oldest first; the last one is of the batch in hand. */
  #staged: Staged[] = [];
  #versions: Mutable<RowVersion>[] = [];
  #ends: RowEnd[] = [];
  /** True while no row was forgotten: a key that is not here is nowhere. */
  #complete: boolean;
  #made = new Map<string, Mutable<RowVersion>>();

  constructor(
    private readonly view: View,
    private readonly capacity: number,
    empty: boolean,
  ) {
    this.#complete = empty;
  }

  /** Writes for all events before the first that fails; `refusedAt` is a position whose row the store could not take. */
  async fold(
    store: ReadStore,
    generation: Generation,
    batch: Batch,
    refused?: Failure,
  ): Promise<{ writes: ViewWrites; failure: Failure | undefined }> {
    this.#staged.push({ rows: new Map(), once: new Set() });
    this.#made = new Map();
    this.#versions = [];
    this.#ends = [];
    const [keys, unkeyed] = this.#keys(batch);
    await this.#load(store, generation, batch, keys);
    const failure = this.#foldAll(batch, keys, refused) ?? unkeyed;
    const done = failure === undefined ? batch.events.length : batch.positions.indexOf(failure.position);
    const from = generation.checkpoint;
    const to = done === 0 ? from : batch.events[done - 1]!.position;
    return { writes: { generation, from, to, versions: this.#versions, ends: this.#ends }, failure };
  }

  /** The oldest batch that was folded is stored. */
  keep(): void {
    const { rows, once } = this.#staged.shift()!;
    for (const [key, open] of rows) {
      this.#open.delete(key);
      if (!once.has(key)) this.#open.set(key, open);
    }
    if (once.size > 0) this.#complete = false;
    if (this.#open.size <= this.capacity) return;
    this.#complete = false;
    for (const key of this.#open.keys()) {
      if (this.#open.size <= this.capacity) return;
      this.#open.delete(key);
    }
  }

  /** What was folded is not stored, and what was remembered may be older than what is. */
  forget(): void {
    this.#staged = [];
    this.#open.clear();
    this.#complete = false;
  }

  #keys({ events, positions }: Batch): [Keys, Failure | undefined] {
    const keys: (string | undefined)[] = [];
    const { types } = this.view;
    for (const event of events) {
      try {
        keys.push(types === undefined || types.has(event.type) ? keyOf(this.view, event) : undefined);
      } catch (error) {
        return [keys, { position: positions[keys.length]!, error: asError(error) }];
      }
    }
    return [keys, undefined];
  }

  async #load(store: ReadStore, generation: Generation, { events }: Batch, keys: Keys): Promise<void> {
    if (this.#complete) return;
    const missing = new Set<string>();
    keys.forEach((key, i) => {
      if (key !== undefined && key !== events[i]!.id && this.#found(key) === undefined) missing.add(key);
    });
    if (missing.size === 0) return;
    const found = await store.load(generation, [...missing]);
    for (const key of missing) this.#open.set(key, found.get(key) ?? GONE);
  }

  #foldAll(batch: Batch, keys: Keys, refused: Failure | undefined): Failure | undefined {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === undefined) continue;
      const position = batch.positions[i]!;
      if (position === refused?.position) return refused;
      try {
        this.#foldOne(key, batch, i);
      } catch (error) {
        return { position, error: asError(error) };
      }
    }
    return undefined;
  }

  #foldOne(key: string, { events, positions, effective, recorded }: Batch, i: number): void {
    const { rows, once } = this.#staged.at(-1)!;
    const before = this.#found(key) ?? GONE;
    const row = this.view.fold(before.row, events[i]!);
    if (row === before.row) return;
    const now = { effective: effective[i]!, recorded: recorded[i]! };
    const made = this.#made.get(key);
    if (made) made.next = now;
    else if (before.row !== undefined) this.#ends.push({ key, position: before.position, next: now });
    if (row === undefined) {
      this.#made.delete(key);
      rows.set(key, GONE);
      return;
    }
    const version = { key, position: positions[i]!, effective: now.effective, recorded: now.recorded, row };
    this.#versions.push(version);
    this.#made.set(key, version);
    rows.set(key, { position: version.position, row });
    if (key === events[i]!.id) once.add(key);
  }

  /** As the newest batch left it, stored or not. */
  #found(key: string): OpenRow | undefined {
    for (let i = this.#staged.length - 1; i >= 0; i--) {
      const staged = this.#staged[i]!.rows.get(key);
      if (staged) return staged;
    }
    return this.#open.get(key);
  }
}
