import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncedFolder } from '#files';
import type { StoredFile } from './evidence-files.js';

/** What somebody has handed in and not attached to anything yet. */
export interface Held {
  readonly files: number;
  readonly bytes: number;
}

export interface Upload {
  readonly personId: string;
  readonly sha256: string;
  readonly path: string;
  readonly at: Date;
}

const ENTRY = /^[0-9a-f]{64}$/;

/** One name of a folder, whatever the id is made of; the points of `..` are no letters of it. */
const folderOf = (personId: string): string => encodeURIComponent(personId).replaceAll('.', '%2E');

/**
 * Who handed in what, until it is attached: a small file for each beside the evidence, so that it outlives the process
 * and is known to every process that shares the folder.
 */
export class UploadRegister {
  constructor(
    private readonly folder: string,
    /** Where a draft stands until it is whole. */
    private readonly drafts: string,
  ) {}

  /** On disk when it returns. Anew, when it stands there already: the day it may wait begins again. */
  async enter(personId: string, { sha256, size }: Pick<StoredFile, 'sha256' | 'size'>): Promise<void> {
    const shelf = this.#shelf(personId);
    for (const path of [shelf, this.drafts]) await mkdir(path, { recursive: true });
    const draft = join(this.drafts, randomUUID());
    try {
      await writeFile(draft, String(size), { flush: true, mode: 0o600 });
      await rename(draft, join(shelf, sha256));
      await syncedFolder(shelf);
    } finally {
      await rm(draft, { force: true });
    }
  }

  async has(personId: string, sha256: string): Promise<boolean> {
    return (await this.#entry(join(this.#shelf(personId), sha256))) !== undefined;
  }

  async release(personId: string, sha256: string): Promise<void> {
    await rm(join(this.#shelf(personId), sha256), { force: true });
  }

  async held(personId: string): Promise<Held> {
    const shelf = this.#shelf(personId);
    const sizes = (await entriesIn(shelf)).map((name) => readFile(join(shelf, name), 'utf8').catch(() => undefined));
    const found = (await Promise.all(sizes)).filter((size) => size !== undefined);
    return { files: found.length, bytes: found.reduce((sum, size) => sum + Number(size), 0) };
  }

  async *all(): AsyncGenerator<Upload> {
    for (const person of await readdir(this.folder).catch(() => [])) {
      for (const sha256 of await entriesIn(join(this.folder, person))) {
        const path = join(this.folder, person, sha256);
        const at = await this.#entry(path);
        if (at) yield { personId: decodeURIComponent(person), sha256, path, at };
      }
    }
  }

  async #entry(path: string): Promise<Date | undefined> {
    return (await stat(path).catch(() => undefined))?.mtime;
  }

  #shelf(personId: string): string {
    return join(this.folder, folderOf(personId));
  }
}

const entriesIn = async (shelf: string): Promise<string[]> =>
  (await readdir(shelf).catch(() => [])).filter((name) => ENTRY.test(name));
