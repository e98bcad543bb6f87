import { mkdirSync } from 'node:fs';
import { writeHead } from './head.js';
import { lengthOfLevel, levelsOf, TileFolder } from './tile-folder.js';

/** Records read and written at a time. */
const PART = 32_768;

/**
 * Copies the tree as its head tells it now, while a server may go on sealing: what the levels hold behind it is left out.
 * Returns undefined when nothing was ever sealed.
 */
export const treeCopier = (from: string): ((to: string) => void) | undefined => {
  const source = TileFolder.open(from);
  const { head } = source;
  if (!head) return undefined;
  return (to) => {
    mkdirSync(to, { recursive: true, mode: 0o700 });
    const target = TileFolder.open(to);
    const levels = Array.from({ length: levelsOf(head.size) }, (_, level) => level);
    for (const level of levels) copied(source.level(level), target.level(level), lengthOfLevel(level, head.size));
    copied(source.positions, target.positions, lengthOfLevel(1, head.size));
    target.close();
    writeHead(to, head);
  };
};

const copied = (from: TileFolder['positions'], to: TileFolder['positions'], length: number): void => {
  for (let at = 0; at < length; at += PART) to.write(at, [from.read(at, Math.min(at + PART, length))]);
};
