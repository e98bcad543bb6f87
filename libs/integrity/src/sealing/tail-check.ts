import { type Damage, Damaged } from '../damage.js';
import type { ReadLog } from '../entries/log-reading.js';
import { notedDamage } from '../tree/head.js';
import { TILE, type TileFolder } from '../tree/tile-folder.js';
import { verifyRange } from '../verifying/verified-range.js';
import { saidOfLog } from './said-of-log.js';

/** So many whole tiles, and the one that is still growing. */
const TILES = 4;

/**
 * Whether the log still ends as it was sealed: the head against the right edge of the tiles, and the last tiles against
 * the events, and what was noted while the program ran. Takes the same time whatever the size of the log.
 */
export const checkTail = async (log: ReadLog, tiles: TileFolder): Promise<Damage | undefined> => {
  try {
    tiles.mustEndAsItsHead();
    const size = tiles.head?.size ?? 0;
    if (size === 0) return notedDamage(tiles.path);
    const tile = Math.max(0, Math.floor((size - 1) / TILE) - TILES + 1);
    const range = { from: tile * TILE, to: size, after: tiles.positionBefore(tile) };
    const { damage } = await verifyRange(range, { log, tiles, evidenceOf: () => [] });
    return damage ? await saidOfLog(damage, log, tiles) : notedDamage(tiles.path);
  } catch (error) {
    if (error instanceof Damaged) return error.damage;
    throw error;
  }
};
