import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RuleBroken } from '#event-sourcing';
import { syncedFolder } from '#files';
import { endingOf, endings, fits, shownBy } from './media-types.js';

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
  constructor(
    private readonly folder: string,
    /** Bytes. */
    private readonly limit: number,
  ) {}

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

  /** The bytes, or undefined when no file has this hash. */
  async read(sha256: string): Promise<{ bytes: ReadStream; size: number } | undefined> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
    const path = this.pathOf(sha256);
    const found = await stat(path).catch(() => undefined);
    return found && { bytes: createReadStream(path), size: found.size };
  }

  /** What a file is, from its own bytes. */
  async describe(sha256: string): Promise<StoredFile | undefined> {
    const file = await this.read(sha256);
    if (!file) return undefined;
    file.bytes.destroy();
    const mediaType = (await shown(this.pathOf(sha256))) ?? 'application/octet-stream';
    return { sha256, size: file.size, mediaType };
  }

  /** Hashes of all files kept. */
  async *all(): AsyncGenerator<string> {
    for (const shelf of await readdir(this.folder).catch(() => [])) {
      if (shelf.length !== 2) continue;
      yield* await readdir(join(this.folder, shelf));
    }
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
    await pipeline(bytes, meter, createWriteStream(draft, { flush: true, mode: 0o600 }));
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
