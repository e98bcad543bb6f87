import { closeSync, existsSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';

/** Records of one width, laid end to end. What lies behind the head's count is a leftover of a kill and is written over. */
export class LevelFile {
  #handle: number | undefined;

  constructor(
    readonly path: string,
    readonly width: number,
  ) {}

  /** Whole records in the file. */
  get length(): number {
    return existsSync(this.path) ? Math.floor(statSync(this.path).size / this.width) : 0;
  }

  /** Records from `from` to `to`, without the latter. Fewer where the file ends before. */
  read(from: number, to: number): Buffer {
    if (to <= from || !existsSync(this.path)) return Buffer.alloc(0);
    const bytes = Buffer.allocUnsafe((to - from) * this.width);
    const handle = openSync(this.path, 'r');
    try {
      const read = readSync(handle, bytes, 0, bytes.length, from * this.width);
      return bytes.subarray(0, read - (read % this.width));
    } finally {
      closeSync(handle);
    }
  }

  /** On disk when it returns. */
  write(at: number, records: readonly Uint8Array[]): void {
    if (records.length === 0) return;
    this.#handle ??= openSync(this.path, existsSync(this.path) ? 'r+' : 'w+', 0o600);
    const bytes = Buffer.concat(records);
    for (let done = 0; done < bytes.length;) {
      done += writeSync(this.#handle, bytes, done, bytes.length - done, at * this.width + done);
    }
    fsyncSync(this.#handle);
  }

  close(): void {
    if (this.#handle !== undefined) closeSync(this.#handle);
    this.#handle = undefined;
  }
}
