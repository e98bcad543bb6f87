import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Upload } from './upload-register.js';
import type { Uploads } from './uploads.js';

const HOUR_MS = 3_600_000;
const WAITS_MS = 24 * HOUR_MS;

/** Set aside on its way out; what comes back from there had been taken up again. */
const LEAVING = /^leaving-([0-9a-f]{64})$/;

const ageOf = async (path: string): Promise<number | undefined> => (await stat(path).catch(() => undefined))?.mtimeMs;

/**
 * Removes a file that was not touched since. It is moved out of the way first: whoever touched it before is seen by the
 * second look, and whoever comes after does not find it.
 */
const removeUntouched = async (path: string, aside: string, since: number): Promise<boolean> => {
  if (((await ageOf(path)) ?? since) >= since) return false;
  await rename(path, aside);
  if ((await ageOf(aside))! >= since) {
    await rename(aside, path);
    return false;
  }
  await rm(aside);
  return true;
};

/** Takes away what was handed in and attached to nothing, and what uploads left behind that were broken off. */
export class EvidenceSweep {
  constructor(
    private readonly uploads: Uploads,
    /** By all that is stored now. */
    private readonly isAttached: (sha256: string) => Promise<boolean>,
    private readonly now: () => number = Date.now,
  ) {}

  /** `alone`: no other process writes here, and none of this one does yet. Else a draft counts as left after an hour. */
  async drafts(alone = false): Promise<number> {
    const since = alone ? Number.MAX_SAFE_INTEGER : this.now() - HOUR_MS;
    let removed = 0;
    for (const name of await readdir(this.#incoming).catch(() => [])) {
      const path = join(this.#incoming, name);
      const sha256 = LEAVING.exec(name)?.[1];
      if (sha256) await rename(path, this.uploads.files.pathOf(sha256));
      else if (((await ageOf(path)) ?? since) < since) removed += await rm(path, { force: true }).then(() => 1);
    }
    return removed;
  }

  /** Answers how many files it removed. */
  async unattached(): Promise<number> {
    const since = this.now() - WAITS_MS;
    const all = await Array.fromAsync(this.uploads.register.all());
    const isOld = ({ at }: Upload) => at.getTime() < since;
    const young = new Set(all.filter((upload) => !isOld(upload)).map(({ sha256 }) => sha256));
    await mkdir(this.#incoming, { recursive: true });
    let removed = 0;
    for (const { sha256, path } of all.filter(isOld)) {
      if (!young.has(sha256) && (await this.#removeFile(sha256, since))) removed++;
      await removeUntouched(path, join(this.#incoming, `entry-${sha256}`), since);
    }
    return removed;
  }

  async #removeFile(sha256: string, since: number): Promise<boolean> {
    if (await this.isAttached(sha256)) return false;
    return removeUntouched(this.uploads.files.pathOf(sha256), join(this.#incoming, `leaving-${sha256}`), since);
  }

  get #incoming(): string {
    return join(this.uploads.folder, 'incoming');
  }
}
