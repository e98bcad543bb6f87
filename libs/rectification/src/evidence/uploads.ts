import { mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { RuleBroken } from '#event-sourcing';
import { FilesInPlace, isNoRoom } from '#files';
import { Allowance, type Growing } from './allowance.js';
import type { EvidenceFiles, StoredFile } from './evidence-files.js';
import { type Held, UploadRegister } from './upload-register.js';

const RETRY_SECONDS = 60;

/** Evidence on its way from a person's hands to what it is attached to. */
export class Uploads {
  readonly register: UploadRegister;
  readonly #inPlace: FilesInPlace;
  readonly #allowances = new Map<string, Allowance>();

  constructor(
    readonly files: EvidenceFiles,
    /** Of the evidence. */
    readonly folder: string,
    /** Of one person's files that are attached to nothing yet. */
    private readonly limit: Held,
  ) {
    this.register = new UploadRegister(join(folder, 'uploads'), join(folder, 'incoming'));
    this.#inPlace = new FilesInPlace([folder]);
  }

  /** From now on the folder is known: one that is put in its place is another. */
  async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    this.#inPlace.lost();
  }

  /** The folder was removed or replaced since: what is kept in it now is lost. */
  get isLost(): boolean {
    return this.#inPlace.lost() !== undefined;
  }

  /** Keeps the bytes, and who gave them, before the hash is told. */
  async receive(personId: string, name: string, bytes: Readable): Promise<StoredFile> {
    this.#mustBeInPlace();
    const allowance = this.#allowanceOf(personId);
    const upload = await allowance.begin();
    try {
      const stored = await this.#received(personId, name, Readable.from(metered(bytes, allowance, upload)));
      this.#mustBeInPlace();
      return stored;
    } catch (error) {
      throw isNoRoom(error) ? new RuleBroken('evidence.no-room', { retryAfter: RETRY_SECONDS }) : error;
    } finally {
      await allowance.end(upload);
      if (allowance.isIdle) this.#allowances.delete(personId);
    }
  }

  describe(sha256: string): Promise<StoredFile | undefined> {
    return this.files.describe(sha256);
  }

  /** Whether one of these people handed it in and has not attached it yet. */
  async isBy(people: readonly string[], sha256: string): Promise<boolean> {
    const found = await Promise.all(people.map((personId) => this.register.has(personId, sha256)));
    return found.includes(true);
  }

  /** Nobody removes the file within the next day: it is being attached. */
  async hold(sha256: string): Promise<void> {
    const now = new Date();
    await utimes(this.files.pathOf(sha256), now, now).catch(() => undefined);
  }

  /** The file is attached: it waits no longer, whoever of these people handed it in. */
  async release(people: readonly string[], sha256: string): Promise<void> {
    await Promise.all(people.map((personId) => this.register.release(personId, sha256)));
  }

  async #received(personId: string, name: string, bytes: Readable): Promise<StoredFile> {
    let entered: StoredFile | undefined;
    try {
      return await this.files.receive(name, bytes, async (file) => {
        await this.register.enter(personId, file);
        entered = file;
      });
    } catch (error) {
      if (entered && !(await this.describe(entered.sha256))) await this.register.release(personId, entered.sha256);
      throw error;
    }
  }

  #allowanceOf(personId: string): Allowance {
    const known = this.#allowances.get(personId);
    if (known) return known;
    const allowance = new Allowance(this.limit, () => this.register.held(personId));
    this.#allowances.set(personId, allowance);
    return allowance;
  }

  #mustBeInPlace(): void {
    if (this.isLost) throw new RuleBroken('evidence.folder-lost', { folder: 'evidence', retryAfter: RETRY_SECONDS });
  }
}

const metered = async function* (bytes: Readable, allowance: Allowance, upload: Growing): AsyncGenerator<Buffer> {
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    allowance.grow(upload, chunk.length);
    yield chunk;
  }
};
