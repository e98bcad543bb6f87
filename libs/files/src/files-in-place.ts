import { statSync } from 'node:fs';

const identityOf = (path: string): string | undefined => {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
};

/**
 * Whether files that are held open still stand under their names. What is written to a file that was removed or replaced
 * is lost with the process, and nobody would find it again.
 */
export class FilesInPlace {
  readonly #known: Map<string, string>;

  constructor(private readonly paths: readonly string[]) {
    this.#known = new Map();
    this.lost();
  }

  /** The first file that is gone or is another one than at the first look; a file not yet made is looked for again. */
  lost(): string | undefined {
    return this.paths.find((path) => {
      const [before, now] = [this.#known.get(path), identityOf(path)];
      if (before === undefined && now !== undefined) this.#known.set(path, now);
      return before !== undefined && before !== now;
    });
  }
}
