import { existsSync, statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for one test; `remove` takes it away with everything in it. */
export const tempDir = async (): Promise<{ readonly path: string; remove(): Promise<void> }> => {
  const path = await mkdtemp(join(inMemory(), 'rectify-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};

const MEMORY = '/dev/shm';
const ROOM_BYTES = 1024 ** 3;

const hasRoom = (folder: string): boolean => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > ROOM_BYTES;
};

/** Where files are synced at no cost, if the machine has such a folder with room in it. */
export const inMemory = (): string => (existsSync(MEMORY) && hasRoom(MEMORY) ? MEMORY : tmpdir());
