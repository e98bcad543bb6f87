import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BEGINNING, type Instant, type Position } from '#event-sourcing';
import { Damaged } from '../damage.js';
import { Frontier } from './frontier.js';
import { HASH_BYTES } from './hashes.js';
import { type Head, HEAD_FILE, readHead, syncFolder, writeHead } from './head.js';
import { LevelFile } from './level-file.js';

/** Leaves of one tile, and hashes of one tile of each level above. */
export const TILE = 256;
const TILE_HEIGHT = 8;
const POSITION_BYTES = 8;

/** Of the last event of each whole tile, so that a reader of any store can begin at a tile. */
const POSITIONS_FILE = 'positions';

export const positionRecord = (position: Position): Buffer => {
  const bytes = Buffer.alloc(POSITION_BYTES);
  bytes.writeBigUInt64BE(BigInt(position));
  return bytes;
};

export interface Leaf {
  readonly hash: Buffer;
  readonly position: Position;
}

/** Hashes that stand at a level of a tree of this size: one for each whole tile of the level below. */
export const lengthOfLevel = (level: number, size: number): number => Math.floor(size / TILE ** level);

/** As many levels as have an entry. */
export const levelsOf = (size: number): number => {
  let levels = 0;
  while (lengthOfLevel(levels, size) > 0) levels++;
  return levels;
};

export const hashesIn = (bytes: Buffer): Buffer[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));

/**
 * The tree over all events as the tiles of C2SP tlog-tiles, those of a level laid end to end in one file: tile n of a
 * level is its bytes from n times 8,192 on. The head is written last, when all below it is on disk; a kill leaves the old one.
 */
export class TileFolder {
  readonly #levels: LevelFile[] = [];
  readonly positions: LevelFile;
  #head: Head | undefined;
  #frontier: Frontier | undefined;

  private constructor(readonly path: string) {
    this.positions = new LevelFile(join(path, POSITIONS_FILE), POSITION_BYTES);
    this.#head = readHead(path);
  }

  /** Of a folder that need not be there. Throws Damaged when its head cannot be read. */
  static open(path: string): TileFolder {
    return new TileFolder(path);
  }

  get head(): Head | undefined {
    return this.#head;
  }

  /** Looks again at what another process may have sealed since. */
  reload(): Head | undefined {
    this.#frontier = undefined;
    return (this.#head = readHead(this.path));
  }

  level(level: number): LevelFile {
    return (this.#levels[level] ??= new LevelFile(join(this.path, `level-${level}`), HASH_BYTES));
  }

  /** Hashes of the leaves from `from` to `to`, without the latter. */
  leaves(from: number, to: number): Buffer[] {
    return hashesIn(this.level(0).read(from, to));
  }

  /** Position of the last event before this tile. */
  positionBefore(tile: number): Position {
    if (tile === 0) return BEGINNING;
    const record = this.positions.read(tile - 1, tile);
    if (record.length < POSITION_BYTES) throw new Damaged({ kind: 'tile-differs', file: this.positions.path });
    return String(record.readBigUInt64BE());
  }

  /** Throws Damaged unless the right edge of the tiles gives the head's root. Few reads, whatever the size. */
  mustEndAsItsHead(): void {
    if (this.#head) this.#edge();
  }

  /** Whether these leaves of the tile give what stands above it. */
  fitsAbove(tile: number, leaves: readonly Buffer[]): boolean {
    if (leaves.length < TILE) return this.#edgeOver(leaves).root().toString('hex') === this.#head?.root;
    const own = new Frontier();
    for (const leaf of leaves) own.push(leaf);
    return this.level(1)
      .read(tile, tile + 1)
      .equals(own.root());
  }

  /** Seals the leaves behind those that are there. */
  append(leaves: readonly Leaf[], now: Instant): Head {
    const frontier = (this.#frontier ??= this.#edge());
    const from = frontier.size;
    const levels: Buffer[][] = [];
    const positions: Buffer[] = [];
    for (const { hash, position } of leaves) {
      frontier.push(hash, (height, complete) => {
        if (height % TILE_HEIGHT === 0) (levels[height / TILE_HEIGHT] ??= []).push(complete);
        if (height === TILE_HEIGHT) positions.push(positionRecord(position));
      });
    }
    this.#write(from, levels, positions);
    const { size } = frontier;
    const { since = now } = this.#head ?? {};
    const position = leaves.at(-1)!.position;
    this.#head = { form: 1, size, root: frontier.root().toString('hex'), position, since };
    writeHead(this.path, this.#head);
    return this.#head;
  }

  close(): void {
    for (const level of this.#levels) level?.close();
    this.positions.close();
  }

  #write(from: number, levels: readonly Buffer[][], positions: readonly Buffer[]): void {
    try {
      mkdirSync(this.path, { recursive: true, mode: 0o700 });
      levels.forEach((hashes, level) => this.level(level).write(lengthOfLevel(level, from), hashes));
      this.positions.write(lengthOfLevel(1, from), positions);
      syncFolder(this.path);
    } catch (error) {
      // What was pushed is not on disk; the next try begins at the head.
      this.#frontier = undefined;
      throw error;
    }
  }

  #edge(): Frontier {
    const { size = 0, root } = this.#head ?? {};
    const frontier = this.#edgeOver(this.leaves(lengthOfLevel(1, size) * TILE, size));
    const found = frontier.root().toString('hex');
    if (size === 0 || found === root) return frontier;
    throw new Damaged({ kind: 'head-differs', file: join(this.path, HEAD_FILE), expected: root, found });
  }

  /** The right edge, with these as the leaves behind the last whole tile. */
  #edgeOver(leaves: readonly Buffer[]): Frontier {
    const frontier = new Frontier();
    const { size = 0 } = this.#head ?? {};
    for (let level = levelsOf(size) - 1; level > 0; level--) {
      const hashes = this.level(level).read(lengthOfLevel(level + 1, size) * TILE, lengthOfLevel(level, size));
      for (const hash of hashesIn(hashes)) frontier.push(hash, undefined, level * TILE_HEIGHT);
    }
    for (const leaf of leaves) frontier.push(leaf);
    return frontier;
  }
}
