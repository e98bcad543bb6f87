import { markOf } from '../appending/marks.js';
import { asError, type Batch, type Failure, type Keys, keysIn, pastOf, type Pasts, pastsIn } from './batch.js';
import { eventsOfRow, retelling, type Retelling, type Stored, versionsOf } from './late-events.js';
import type { View } from './projection.js';
import type { Generation, OpenRow, Place, ReadStore, RowEnd, RowRetold, RowVersion, ViewWrites } from './read-store.js';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

interface ToFold {
  readonly keys: Keys;
  /** Of streams to which something was told out of order; none for a log, whose rows stand alone. */
  readonly pasts: Pasts | undefined;
}

const GONE: OpenRow = { position: 0, row: undefined };

const placeOf = ({ position, part }: Place): Place => (part === undefined ? { position } : { position, part });

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
  #retold: RowRetold[] = [];
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
    this.#retold = [];
    const [keys, unkeyed] = keysIn(this.view, batch);
    await this.#load(store, generation, batch, keys);
    const pasts = this.view.log ? undefined : await pastsIn(batch, keys);
    const failure = this.#foldAll(batch, { keys, pasts }, refused) ?? unkeyed;
    const done = failure === undefined ? batch.events.length : batch.positions.indexOf(failure.position);
    const last = batch.events[done - 1];
    const from = generation.checkpoint;
    const reached = last ? { to: last.position, mark: markOf(last) } : { to: from, mark: generation.mark };
    const retold = this.#retold.length > 0 ? { retold: this.#retold } : {};
    return { writes: { generation, from, ...reached, versions: this.#versions, ends: this.#ends, ...retold }, failure };
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

  #foldAll(batch: Batch, { keys, pasts }: ToFold, refused: Failure | undefined): Failure | undefined {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === undefined) continue;
      const position = batch.positions[i]!;
      if (position === refused?.position) return refused;
      try {
        if (!this.#foldLate(key, batch, i, pasts)) this.#foldOne(key, batch, i);
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
    else if (before.row !== undefined) this.#ends.push({ key, ...placeOf(before), next: now });
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

  /** Tells the row anew from the day of a fact that was told out of order. False of any other, and where it comes last. */
  #foldLate(key: string, batch: Batch, i: number, pasts: Pasts | undefined): boolean {
    const late = batch.events[i]!;
    const past = pastOf(late, pasts);
    if (!past) return false;
    const retold = retelling(this.view, eventsOfRow(this.view, past, late));
    if (retold === 'in-order') return false;
    if (retold) this.#retell(key, { position: batch.positions[i]!, recorded: batch.recorded[i]! }, retold);
    return true;
  }

  #retell(key: string, stored: Stored, retold: Retelling<unknown>): void {
    this.#supersede({ key, since: Date.parse(retold.since), recorded: stored.recorded });
    const versions: Mutable<RowVersion>[] = versionsOf(retold, key, stored);
    this.#versions.push(...versions);
    const last = versions.at(-1);
    if (last && !last.next) {
      this.#made.set(key, last);
      this.#staged.at(-1)!.rows.set(key, { ...placeOf(last), row: last.row });
    } else {
      this.#made.delete(key);
      this.#staged.at(-1)!.rows.set(key, GONE);
    }
  }

  #supersede(retold: RowRetold): void {
    for (const version of this.#versions) {
      if (version.key === retold.key && version.effective >= retold.since) version.knownTo ??= retold.recorded;
    }
    this.#retold.push(retold);
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
