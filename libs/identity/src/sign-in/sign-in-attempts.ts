import { LRUCache } from 'lru-cache';
import { type Clock, RuleBroken } from '#event-sourcing';

const FREE_FAILURES = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;
const FORGOTTEN_AFTER_MS = 60 * 60_000;
const LOGINS_WATCHED = 10_000;
const WAITING_PER_LOGIN = 20;

interface Failures {
  readonly count: number;
  readonly lastAt: number;
  readonly lockedUntil: number;
}

/**
 * Attempts on one login take turns, so that no burst gets more guesses than a row of single ones. After five failures the
 * login rests for a minute, then twice as long after each further failure. Kept in memory, for known and unknown
 * logins alike.
 */
export class SignInAttempts {
  readonly #failures = new LRUCache<string, Failures>({ max: LOGINS_WATCHED });
  readonly #turns = new Map<string, { waiting: number; last: Promise<unknown> }>();

  constructor(private readonly clock: Clock) {}

  /** Runs `attempt`; when it is refused with `sign-in.failed`, one more failure is counted. */
  async inTurn<T>(login: string, attempt: () => Promise<T>): Promise<T> {
    const turn = this.#turns.get(login) ?? { waiting: 0, last: Promise.resolve() };
    if (turn.waiting >= WAITING_PER_LOGIN) throw new RuleBroken('sign-in.too-many-failures', { retryAfter: 1 });
    turn.waiting += 1;
    const outcome = turn.last.then(() => this.#counted(login, attempt));
    turn.last = outcome.catch(() => undefined);
    this.#turns.set(login, turn);
    try {
      return await outcome;
    } finally {
      turn.waiting -= 1;
      if (turn.waiting === 0) this.#turns.delete(login);
    }
  }

  async #counted<T>(login: string, attempt: () => Promise<T>): Promise<T> {
    this.#mustNotRest(login);
    try {
      const outcome = await attempt();
      this.#failures.delete(login);
      return outcome;
    } catch (error) {
      if (error instanceof RuleBroken && error.code === 'sign-in.failed') this.#fail(login);
      throw error;
    }
  }

  #now(): number {
    return Date.parse(this.clock.now());
  }

  #mustNotRest(login: string): void {
    const rest = (this.#failures.get(login)?.lockedUntil ?? 0) - this.#now();
    if (rest > 0) throw new RuleBroken('sign-in.too-many-failures', { retryAfter: Math.ceil(rest / 1_000) });
  }

  #fail(login: string): void {
    const now = this.#now();
    const before = this.#failures.get(login);
    const count = before && now - before.lastAt < FORGOTTEN_AFTER_MS ? before.count + 1 : 1;
    const over = count - FREE_FAILURES;
    const lock = over < 0 ? 0 : Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** over);
    this.#failures.set(login, { count, lastAt: now, lockedUntil: now + lock });
  }
}
