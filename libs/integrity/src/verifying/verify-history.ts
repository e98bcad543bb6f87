import { type Damage, Damaged } from '../damage.js';
import { Frontier } from '../tree/frontier.js';
import { notedDamage } from '../tree/head.js';
import { hashesIn, lengthOfLevel, TILE, type TileFolder } from '../tree/tile-folder.js';
import { type Range, type VerifiedRange, type Verifying, verifyRange } from './verified-range.js';
import { Versions } from './versions.js';

const TILE_HEIGHT = 8;

export interface Verified {
  /** Events in the log. */
  readonly events: number;
  /** Events that the tree holds; those behind were not sealed yet. */
  readonly sealed: number;
  /** RFC 6962 root over all events, as recomputed. */
  readonly root: string;
  /** The first thing that differs. */
  readonly damage?: Damage;
  /** Evidence that events name, with the index of the first that does. */
  readonly evidence: ReadonlyMap<string, number>;
}

/** The log in as many parts as there are workers, each beginning with a tile; the last one is open. */
export const rangesOf = (tiles: TileFolder, parts: number): Range[] => {
  const whole = lengthOfLevel(1, tiles.head?.size ?? 0);
  const starts = [...new Set(Array.from({ length: parts }, (_, n) => Math.floor((whole * n) / parts)))];
  return starts.map((tile, n) => ({
    from: tile * TILE,
    to: (starts[n + 1] ?? Infinity) * TILE,
    after: tiles.positionBefore(tile),
  }));
};

/** The tree as it comes out of the events, above the leaves. */
class Recomputed {
  /** Hashes of each level above the leaves. */
  readonly #levels: Buffer[][] = [[]];
  readonly #frontier = new Frontier();

  get size(): number {
    return this.#frontier.size;
  }

  get root(): Buffer {
    return this.#frontier.root();
  }

  add({ tiles, rest }: VerifiedRange): void {
    for (const tile of tiles) this.#push(tile, TILE_HEIGHT);
    for (const leaf of rest) this.#push(leaf, 0);
  }

  #push(hash: Uint8Array, height: number): void {
    const keep = (of: number, complete: Buffer) => {
      if (of % TILE_HEIGHT === 0 && of > 0) (this.#levels[of / TILE_HEIGHT] ??= []).push(complete);
    };
    this.#frontier.push(Buffer.from(hash), keep, height);
  }

  /** The first hash above the leaves that is another one than is stored, by the events below it. */
  differing(tiles: TileFolder): Damage | undefined {
    const size = tiles.head?.size ?? 0;
    return earliest(
      ...this.#levels.map((own, level) => differingAt(level, own.slice(0, lengthOfLevel(level, size)), tiles)),
    );
  }
}

const differingAt = (level: number, own: readonly Buffer[], tiles: TileFolder): Damage | undefined => {
  const stored = hashesIn(tiles.level(level).read(0, own.length));
  const at = own.findIndex((hash, n) => !stored[n]?.equals(hash));
  if (at < 0) return undefined;
  const hashes = { expected: own[at]!.toString('hex'), found: stored[at]?.toString('hex') };
  return { kind: 'tile-differs', index: at * TILE ** level, file: tiles.level(level).path, ...hashes };
};

const earliest = (...found: (Damage | undefined)[]): Damage | undefined =>
  found.filter((one) => one !== undefined).toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0))[0];

/** Where the tiles do not give the root that their head tells, or where a server that ran has noted something. */
const wrongHead = (tiles: TileFolder): Damage | undefined => {
  try {
    tiles.mustEndAsItsHead();
    return notedDamage(tiles.path);
  } catch (error) {
    if (error instanceof Damaged) return error.damage;
    throw error;
  }
};

/** One answer for the whole log, from its parts in their order: the first thing that differs, or the root. */
export const putTogether = (parts: readonly VerifiedRange[], tiles: TileFolder): Verified => {
  const tree = new Recomputed();
  const versions = new Versions();
  const evidence = new Map<string, number>();
  let damage: Damage | undefined;
  for (const part of parts) {
    tree.add(part);
    for (const [sha256, index] of part.evidence) evidence.set(sha256, evidence.get(sha256) ?? index);
    damage = earliest(part.damage, versions.follow(new Versions(part.versions)));
    if (damage) break;
  }
  const sealed = tiles.head ? tiles.head.size : 0;
  damage ??= tree.differing(tiles) ?? wrongHead(tiles);
  return { events: tree.size, sealed, root: tree.root.toString('hex'), damage, evidence };
};

/** In this thread. */
export const verifyHistory = async (work: Verifying): Promise<Verified> => {
  const parts: VerifiedRange[] = [];
  for (const range of rangesOf(work.tiles, 1)) parts.push(await verifyRange(range, work));
  return putTogether(parts, work.tiles);
};
