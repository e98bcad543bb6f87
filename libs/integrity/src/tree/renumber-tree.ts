import { BEGINNING, type Position } from '#event-sourcing';
import { eventsUpTo, type ReadLog } from '../entries/log-reading.js';
import { writeHead } from './head.js';
import { positionRecord, TILE, TileFolder } from './tile-folder.js';

/** Tells a copied tree where its events stand in a log that holds the same ones and numbers them by itself. */
export const renumberTree = async (folder: string, log: ReadLog): Promise<void> => {
  const tiles = TileFolder.open(folder);
  const { head } = tiles;
  if (!head) return;
  const ends: Buffer[] = [];
  let count = 0;
  let position: Position = BEGINNING;
  for await (const events of eventsUpTo(log, BEGINNING, await log.head())) {
    for (const event of events.slice(0, head.size - count)) {
      position = event.position;
      if (++count % TILE === 0) ends.push(positionRecord(position));
    }
    if (count === head.size) break;
  }
  tiles.positions.write(0, ends);
  tiles.close();
  writeHead(folder, { ...head, position });
};
