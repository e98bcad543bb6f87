import { RuleBroken } from '#event-sourcing';
import type { Held } from './upload-register.js';

/** An upload under way. */
export interface Growing {
  bytes: number;
}

/** How much of one person may wait unattached, what streams in just now among it: uploads side by side share it. */
export class Allowance {
  #used: Held = { files: 0, bytes: 0 };
  readonly #growing = new Set<Growing>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly limit: Held,
    private readonly used: () => Promise<Held>,
  ) {}

  get isIdle(): boolean {
    return this.#growing.size === 0;
  }

  begin(): Promise<Growing> {
    const upload: Growing = { bytes: 0 };
    this.#growing.add(upload);
    return this.#inTurn(async () => {
      try {
        this.#used = await this.used();
        this.#mustFit();
        return upload;
      } catch (error) {
        this.#growing.delete(upload);
        throw error;
      }
    });
  }

  grow(upload: Growing, bytes: number): void {
    upload.bytes += bytes;
    this.#mustFit();
  }

  /** Its bytes count as used from now on, or no longer. */
  end(upload: Growing): Promise<void> {
    return this.#inTurn(async () => {
      this.#growing.delete(upload);
      this.#used = await this.used();
    });
  }

  #mustFit(): void {
    const files = this.#used.files + this.#growing.size;
    const bytes = [...this.#growing].reduce((sum, one) => sum + one.bytes, this.#used.bytes);
    if (files <= this.limit.files && bytes <= this.limit.bytes) return;
    throw new RuleBroken('evidence.quota', {
      limitFiles: this.limit.files,
      usedFiles: this.#used.files,
      limitBytes: this.limit.bytes,
      usedBytes: this.#used.bytes,
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
