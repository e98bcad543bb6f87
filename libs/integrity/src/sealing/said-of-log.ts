import { BEGINNING, comparePositions, type Event, type Recorded } from '#event-sourcing';
import type { Damage } from '../damage.js';
import { leafOf } from '../entries/entry.js';
import { positionOf, readBehind, type ReadLog } from '../entries/log-reading.js';
import { TILE, type TileFolder } from '../tree/tile-folder.js';

const isAsSealed = (event: Recorded<Event> | undefined, index: number, tiles: TileFolder): boolean =>
  event !== undefined && tiles.leaves(index, index + 1)[0]?.equals(leafOf(event, index)) === true;

/** The last event of a log that ends before its tree does, by the positions that the tree remembers. */
const lastOf = async (log: ReadLog, tiles: TileFolder) => {
  const head = await log.head();
  const tileCount = Math.ceil(tiles.head!.size / TILE);
  let tile = 0;
  while (tile + 1 < tileCount && comparePositions(tiles.positionBefore(tile + 1), head) < 0) tile += 1;
  const events = await readBehind(log, tiles.positionBefore(tile), TILE);
  return { event: events.at(-1), index: tile * TILE + events.length - 1 };
};

/** What the first difference at the end of a log says of the log as a whole: an older copy, another log, or neither. */
export const saidOfLog = async (damage: Damage, log: ReadLog, tiles: TileFolder): Promise<Damage> => {
  const [first] = await readBehind(log, BEGINNING, 1);
  if (damage.log === 'ends-early') {
    const { event, index } = await lastOf(log, tiles);
    const place = { position: positionOf(log, index + 1), index: index + 1 };
    if (first === undefined || isAsSealed(event, index, tiles)) return { ...damage, ...place };
    return isAsSealed(first, 0, tiles) ? { ...damage, log: undefined } : { ...damage, log: 'another' };
  }
  const differs = damage.kind === 'event-differs' || damage.kind === 'event-missing';
  return differs && !isAsSealed(first, 0, tiles) ? { ...damage, log: 'another' } : damage;
};
