import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, Readable, Transform } from 'node:stream';
import { pipeline as piped } from 'node:stream/promises';
import { heldTo } from './held-to.js';
import { RuleBroken } from '#event-sourcing';
import { syncedFolder } from '#files';
import { endingOf, endings, fits, shownBy } from './media-types.js';

/** A kept file whose bytes are no longer those of its name, or that is gone. */
export interface DamagedFile {
  readonly kind: 'evidence-differs' | 'evidence-missing';
  readonly sha256: string;
}

export interface StoredFile {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
}

const shown = async (path: string): Promise<string | undefined> => {
  const file = await open(path);
  return shownBy(file).finally(() => file.close());
};

/**
 * Evidence by the SHA-256 of its bytes, in a folder: written once, never changed. A file is on disk, synced, before its
 * hash is told to anyone; what is not what it claims is removed before it has a name.
 */
export class EvidenceFiles {
  readonly #damaged = new Map<string, DamagedFile>();

  constructor(
    private readonly folder: string,
    /** Bytes. */
    private readonly limit: number,
    /** Told once of each file that was found damaged. */
    private readonly onDamage: (file: DamagedFile) => void = () => undefined,
  ) {}

  /** Files that were damaged or missing when they were last asked for. */
  get damaged(): readonly DamagedFile[] {
    return [...this.#damaged.values()];
  }

  /** The file should be there and is not. */
  miss(sha256: string): void {
    this.#damage({ kind: 'evidence-missing', sha256 });
  }

  /** Streams the bytes in. Refuses more than the limit, an unknown ending, and bytes that are not what the name says. */
  async receive(
    name: string,
    bytes: Readable,
    /** Done before the file has its name. */
    before: (file: StoredFile) => Promise<void> = async () => undefined,
  ): Promise<StoredFile> {
    const ending = endingOf(name);
    if (!endings.includes(ending)) throw new RuleBroken('evidence.type-not-allowed', { name, allowed: endings });
    await mkdir(join(this.folder, 'incoming'), { recursive: true });
    const draft = join(this.folder, 'incoming', randomUUID());
    try {
      const { sha256, size } = await this.#write(draft, bytes);
      if (size === 0) throw new RuleBroken('evidence.empty', { name });
      const mediaType = await shown(draft);
      if (!fits(name, mediaType))
        throw new RuleBroken('evidence.not-what-it-claims', { name, shown: mediaType ?? 'unknown' });
      const stored = { sha256, size, mediaType: mediaType! };
      await before(stored);
      await this.#keep(draft, sha256);
      return stored;
    } finally {
      await rm(draft, { force: true });
    }
  }

  /**
   * The bytes, or undefined when no file has this hash. They are hashed as they go: where they are not those of the name,
   * the stream fails before its last piece, so that whoever reads never has a whole file that is another.
   */
  async read(sha256: string): Promise<{ bytes: Readable; size: number } | undefined> {
    const size = await this.#sizeOf(sha256);
    if (size === undefined) return undefined;
    const hashed = heldTo(sha256, (right) => {
      if (right) this.#damaged.delete(sha256);
      else this.#damage({ kind: 'evidence-differs', sha256 });
    });
    return { bytes: pipeline(createReadStream(this.pathOf(sha256)), hashed, () => undefined), size };
  }

  /** What a file is, from its own bytes. */
  async describe(sha256: string): Promise<StoredFile | undefined> {
    const size = await this.#sizeOf(sha256);
    if (size === undefined) return undefined;
    return { sha256, size, mediaType: (await shown(this.pathOf(sha256))) ?? 'application/octet-stream' };
  }

  /** Hashes of all files kept. */
  async *all(): AsyncGenerator<string> {
    for (const shelf of await readdir(this.folder).catch(() => [])) {
      if (shelf.length !== 2) continue;
      yield* await readdir(join(this.folder, shelf));
    }
  }

  async #sizeOf(sha256: string): Promise<number | undefined> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
    const found = await stat(this.pathOf(sha256)).catch(() => undefined);
    return found?.size;
  }

  #damage(file: DamagedFile): void {
    if (!this.#damaged.has(file.sha256)) this.onDamage(file);
    this.#damaged.set(file.sha256, file);
  }

  /** Where it is kept, or would be. */
  pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }

  async #write(draft: string, bytes: Readable): Promise<{ sha256: string; size: number }> {
    const hash = createHash('sha256');
    let size = 0;
    const meter = new Transform({
      transform: (chunk: Buffer, _, done) => {
        size += chunk.length;
        hash.update(chunk);
        if (size > this.limit) done(new RuleBroken('evidence.too-large', { limitBytes: this.limit }));
        else done(null, chunk);
      },
    });
    await piped(bytes, meter, createWriteStream(draft, { flush: true, mode: 0o600 }));
    return { sha256: hash.digest('hex'), size };
  }

  async #keep(draft: string, sha256: string): Promise<void> {
    const shelf = join(this.folder, sha256.slice(0, 2));
    await mkdir(shelf, { recursive: true });
    await rename(draft, this.pathOf(sha256));
    // The names themselves must survive a power loss, too.
    for (const path of [shelf, this.folder]) await syncedFolder(path);
  }
}
