import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory of so many KiB, which is soon full. */
export interface SmallDisk {
  readonly path: string;
  remove(): void;
}

/** Undefined when this user may not mount. */
export const smallDisk = (kib: number): SmallDisk | undefined => {
  const path = mkdtempSync(join(tmpdir(), 'rectify-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', path]);
  const remove = () => {
    if (status === 0) spawnSync('umount', [path]);
    rmSync(path, { recursive: true, force: true });
  };
  if (status === 0) return { path, remove };
  remove();
  return undefined;
};
