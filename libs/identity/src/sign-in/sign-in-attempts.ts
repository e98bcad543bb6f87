import { LRUCache } from 'lru-cache';
import { type Clock, type Instant, RuleBroken } from '#event-sourcing';

const FREE_FAILURES = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;
const FORGOTTEN_AFTER_MS = 60 * 60_000;
const LOGINS_WATCHED = 10_000;
const WAITING_PER_LOGIN = 20;

interface Failures {
  readonly count: number;
  readonly lastAt: number;
}

const withOneMore = (before: Failures | undefined, at: number): Failures => ({
  count: before && at - before.lastAt < FORGOTTEN_AFTER_MS ? before.count + 1 : 1,
  lastAt: at,
});

const restsUntil = ({ count, lastAt }: Failures): number => {
  const over = count - FREE_FAILURES;
  return over < 0 ? 0 : lastAt + Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** over);
};

/** Failures of a login that are on record, wherever they happened, in order. */
export type Recorded = () => Promise<readonly Instant[]>;

/**
 * Attempts on one login take turns, so that no burst gets more guesses than a row of single ones. After five failures the
 * login rests for a minute, then twice as long after each further failure. Failures on record count with those of this
 * process, so that neither another process nor a restart gives more guesses; unknown logins are counted in memory.
 */
export class SignInAttempts {
  readonly #failures = new LRUCache<string, Failures>({ max: LOGINS_WATCHED });
  readonly #turns = new Map<string, { waiting: number; last: Promise<unknown> }>();

  constructor(private readonly clock: Clock) {}

  /** Runs `attempt`; when it is refused with `sign-in.failed`, one more failure is counted. */
  async inTurn<T>(login: string, attempt: () => Promise<T>, recorded: Recorded = async () => []): Promise<T> {
    const turn = this.#turns.get(login) ?? { waiting: 0, last: Promise.resolve() };
    if (turn.waiting >= WAITING_PER_LOGIN) throw new RuleBroken('sign-in.too-many-failures', { retryAfter: 1 });
    turn.waiting += 1;
    const outcome = turn.last.then(async () => {
      this.#mustNotRest(login, await recorded());
      return this.#counted(login, attempt);
    });
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
    try {
      const outcome = await attempt();
      this.#failures.delete(login);
      return outcome;
    } catch (error) {
      if (error instanceof RuleBroken && error.code === 'sign-in.failed') {
        this.#failures.set(login, withOneMore(this.#failures.get(login), this.#now()));
      }
      throw error;
    }
  }

  #now(): number {
    return Date.parse(this.clock.now());
  }

  #mustNotRest(login: string, recorded: readonly Instant[]): void {
    const here = this.#failures.get(login);
    const everywhere = recorded.map((at) => Date.parse(at)).reduce<Failures | undefined>(withOneMore, undefined);
    const until = Math.max(...[here, everywhere].map((failures) => (failures ? restsUntil(failures) : 0)));
    const rest = until - this.#now();
    if (rest > 0) throw new RuleBroken('sign-in.too-many-failures', { retryAfter: Math.ceil(rest / 1_000) });
  }
}
