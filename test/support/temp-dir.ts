import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for one test; `remove` takes it away with everything in it. */
export const tempDir = async (): Promise<{ readonly path: string; remove(): Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), 'rectify-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};
