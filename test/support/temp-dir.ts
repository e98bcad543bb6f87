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
export const GIB = 1024 ** 3;

const hasRoom = (folder: string, bytes: number): boolean => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > bytes;
};

/** Where files are synced at no cost, if the machine has such a folder with room in it: a container gives 64 MB. */
export const inMemory = (bytes = GIB): string => (existsSync(MEMORY) && hasRoom(MEMORY, bytes) ? MEMORY : tmpdir());
