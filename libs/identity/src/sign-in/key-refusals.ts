import { LRUCache } from 'lru-cache';

const KINDS_COUNTED = 10_000;
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/** One, ten, a hundred and so on. */
const isWorthTelling = (attempts: number): boolean => /^10*$/.test(String(attempts));

/** Counts what was refused, so that a flood of one kind leaves a handful of facts: the first, the tenth, the hundredth. */
export class KeyRefusals {
  readonly #counts = new LRUCache<string, number>({ max: KINDS_COUNTED, ttl: FORGOTTEN_AFTER_MS, noUpdateTTL: true });

  /** The attempts so far when they are worth telling. */
  counted(prefix: string, cause: string): number | undefined {
    const kind = `${prefix} ${cause}`;
    const attempts = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, attempts);
    return isWorthTelling(attempts) ? attempts : undefined;
  }
}
