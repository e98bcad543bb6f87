import type { Event, Position, Recorded } from '#event-sourcing';
import { type Damage, Damaged } from '../damage.js';
import { leafOf } from '../entries/entry.js';
import { positionOf, type ReadLog, readBehind } from '../entries/log-reading.js';
import { Frontier } from '../tree/frontier.js';
import { TILE, type TileFolder } from '../tree/tile-folder.js';
import { Versions } from './versions.js';

/** A part of the log that begins with a tile. */
export interface Range {
  /** Index of its first event, and behind its last one; open where the log is newer than the tree. */
  readonly from: number;
  readonly to: number;
  readonly after: Position;
}

export interface VerifiedRange {
  readonly events: number;
  /** Roots of the whole tiles, as made from the events. */
  readonly tiles: readonly Uint8Array[];
  /** Leaves behind the last whole tile. */
  readonly rest: readonly Uint8Array[];
  readonly versions: Versions['entries'];
  /** SHA-256 of each evidence file that an event names, and the index of the first that does. */
  readonly evidence: readonly (readonly [string, number])[];
  readonly damage?: Damage;
}

export interface Verifying {
  readonly log: ReadLog;
  readonly tiles: TileFolder;
  /** Evidence that the event names. */
  readonly evidenceOf: (event: Recorded<Event>) => readonly string[];
  readonly onProgress?: (events: number) => void;
}

/** Whether the events of the tile give what stands above it: then they are right, and the tile is not. */
const fitsAbove = async ({ log, tiles }: Verifying, tile: number): Promise<boolean> => {
  const size = Math.min(TILE, tiles.head!.size - tile * TILE);
  const events = await readBehind(log, tiles.positionBefore(tile), size);
  const leaves = events.map((event, i) => leafOf(event, tile * TILE + i));
  return leaves.length === size && tiles.fitsAbove(tile, leaves);
};

const at = (event: Recorded<Event>, index: number) => {
  const { stream, version, position } = event;
  return { position, index, stream, version };
};

/** Recomputes one part of the log from the stored events, up to the first thing that differs. */
class RangeWork {
  readonly #versions = new Versions();
  readonly #evidence = new Map<string, number>();
  readonly #tiles: Buffer[] = [];
  #leaves: Buffer[] = [];
  #frontier = new Frontier();
  #sealed: readonly Buffer[] = [];

  constructor(
    private readonly range: Range,
    private readonly work: Verifying,
    private index = range.from,
  ) {}

  async run(): Promise<VerifiedRange> {
    try {
      await this.#read();
      return this.#result();
    } catch (error) {
      if (error instanceof Damaged) return this.#result({ index: this.index, ...error.damage });
      throw error;
    }
  }

  async #read(): Promise<void> {
    const { log, onProgress } = this.work;
    let after = this.range.after;
    while (this.index < this.range.to) {
      const events = (await readBehind(log, after)).slice(0, this.range.to - this.index);
      if (events.length === 0) return this.#mustEndHere();
      for (const event of events) {
        const leaf = leafOf(event, this.index);
        if (!this.#isSealed(leaf)) throw new Damaged(await this.#differing(event, leaf));
        this.#take(event, leaf);
      }
      after = events.at(-1)!.position;
      onProgress?.(events.length);
    }
  }

  get #size(): number {
    return this.work.tiles.head?.size ?? 0;
  }

  #mustEndHere(): void {
    if (this.index >= Math.min(this.#size, this.range.to)) return;
    const { index } = this;
    throw new Damaged({ kind: 'event-missing', log: 'ends-early', position: positionOf(this.work.log, index), index });
  }

  /** Also when it is newer than the tree. */
  #isSealed(leaf: Buffer): boolean {
    if (this.index % TILE === 0) {
      this.#sealed = this.work.tiles.leaves(this.index, Math.min(this.index + TILE, this.#size));
    }
    return this.index >= this.#size || this.#sealed[this.index % TILE]?.equals(leaf) === true;
  }

  async #differing(event: Recorded<Event>, leaf: Buffer): Promise<Damage> {
    const { tiles, log } = this.work;
    const { index } = this;
    const hashes = { expected: this.#sealed[index % TILE]?.toString('hex'), found: leaf.toString('hex') };
    const tile = Math.floor(index / TILE);
    if (await fitsAbove(this.work, tile)) return { kind: 'tile-differs', index, file: tiles.level(0).path, ...hashes };
    const due = positionOf(log, index);
    if (due === undefined || due === event.position) return { kind: 'event-differs', ...at(event, index), ...hashes };
    return { kind: 'event-missing', position: due, index, found: event.position };
  }

  #take(event: Recorded<Event>, leaf: Buffer): void {
    const { index } = this;
    const due = positionOf(this.work.log, index) ?? event.position;
    if (due !== event.position) {
      throw new Damaged({ kind: 'position-out-of-order', ...at(event, index), expected: due, found: event.position });
    }
    const damage = this.#versions.see(event, index) ?? this.#misplaced(event);
    if (damage) throw new Damaged(damage);
    for (const sha256 of this.work.evidenceOf(event)) {
      if (!this.#evidence.has(sha256)) this.#evidence.set(sha256, index);
    }
    this.#add(leaf);
    this.index += 1;
  }

  /** The tree remembers where its last event and that of each tile stand. */
  #misplaced({ position: found }: Recorded<Event>): Damage | undefined {
    const { tiles } = this.work;
    const behind = this.index + 1;
    const told = (file: string, expected: string): Damage | undefined =>
      expected === found
        ? undefined
        : { kind: 'tile-differs', index: this.index, position: found, file, expected, found };
    if (behind === this.#size) return told(tiles.path, tiles.head!.position);
    if (behind > this.#size || behind % TILE > 0) return undefined;
    return told(tiles.path, tiles.positionBefore(behind / TILE));
  }

  #add(leaf: Buffer): void {
    this.#leaves.push(leaf);
    this.#frontier.push(leaf);
    if (this.#leaves.length < TILE) return;
    this.#tiles.push(this.#frontier.root());
    this.#frontier = new Frontier();
    this.#leaves = [];
  }

  #result(damage?: Damage): VerifiedRange {
    return {
      events: this.index - this.range.from,
      tiles: this.#tiles,
      rest: this.#leaves,
      versions: this.#versions.entries,
      evidence: [...this.#evidence],
      damage,
    };
  }
}

export const verifyRange = (range: Range, work: Verifying): Promise<VerifiedRange> => new RangeWork(range, work).run();
