import { LRUCache } from 'lru-cache';
import { type Clock, RuleBroken } from '#event-sourcing';
import { type Failure, FAILURES_KEPT, type OpenedAccount, withFailure, withSuccess } from '../domain/account/state.js';

const FREE_FAILURES = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;
const FORGOTTEN_AFTER_MS = 60 * 60_000;
const LOGINS_WATCHED = 10_000;
const WAITING_AT_ONCE = 20;

/** What is on record of a login, wherever it happened. */
export type Known = Pick<OpenedAccount, 'failures' | 'networks'>;

export const NOTHING_KNOWN: Known = { failures: [], networks: [] };

/** Who guesses at what: others who try the same login have turns and rests of their own. */
export interface Trying {
  readonly login: string;
  /** A network, or a session. */
  readonly from: string;
  /** Somebody who is signed in already. */
  readonly known?: boolean;
}

interface Row {
  readonly count: number;
  readonly lastAt: number;
}

const withOneMore = (before: Row | undefined, at: number): Row => ({
  count: before && at - before.lastAt < FORGOTTEN_AFTER_MS ? before.count + 1 : 1,
  lastAt: at,
});

const restsUntil = ({ count, lastAt }: Row): number => {
  const over = count - FREE_FAILURES;
  return over < 0 ? 0 : lastAt + Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** over);
};

const timeOf = ({ at }: Failure): number => Date.parse(at);

const ownRest = (failures: readonly Failure[], { from }: Trying): number => {
  const row = failures
    .filter((one) => one.from === from)
    .map(timeOf)
    .reduce<Row | undefined>(withOneMore, undefined);
  return row ? restsUntil(row) : 0;
};

/** Many guesses from many networks: only where the login is known to be at home it goes on meanwhile. */
const commonRest = ({ failures, networks }: Known, { from, known }: Trying): number => {
  const many = failures.length >= FAILURES_KEPT && !known && !networks.includes(from);
  return many ? timeOf(failures[0]!) + FORGOTTEN_AFTER_MS : 0;
};

/**
 * Attempts on one login from one place take turns, so that no burst gets more guesses than a row of single ones. After five
 * failures that place rests for this login for a minute, then twice as long after each further failure: whoever guesses
 * elsewhere locks nobody out. Failures on record count beside those of this process, so that neither another process nor a
 * restart gives more guesses; unknown logins are counted in memory.
 */
export class SignInAttempts {
  readonly #failures = new LRUCache<string, readonly Failure[]>({ max: LOGINS_WATCHED });
  readonly #turns = new Map<string, { waiting: number; last: Promise<unknown> }>();

  constructor(private readonly clock: Clock) {}

  /** Runs `attempt`; when it is refused with `sign-in.failed`, one more failure is counted. */
  async inTurn<T>(
    trying: Trying,
    attempt: () => Promise<T>,
    recorded: () => Promise<Known> = async () => NOTHING_KNOWN,
  ): Promise<T> {
    const line = `${trying.from}\n${trying.login}`;
    const turn = this.#turns.get(line) ?? { waiting: 0, last: Promise.resolve() };
    if (turn.waiting >= WAITING_AT_ONCE) throw new RuleBroken('sign-in.too-many-failures', { retryAfter: 1 });
    turn.waiting += 1;
    const outcome = turn.last.then(async () => {
      this.#mustNotRest(trying, await recorded());
      return this.#counted(trying, attempt);
    });
    turn.last = outcome.catch(() => undefined);
    this.#turns.set(line, turn);
    try {
      return await outcome;
    } finally {
      turn.waiting -= 1;
      if (turn.waiting === 0) this.#turns.delete(line);
    }
  }

  async #counted<T>({ login, from }: Trying, attempt: () => Promise<T>): Promise<T> {
    try {
      const outcome = await attempt();
      this.#failures.set(login, withSuccess(this.#here(login), from));
      return outcome;
    } catch (error) {
      if (error instanceof RuleBroken && error.code === 'sign-in.failed') {
        this.#failures.set(login, withFailure(this.#here(login), { at: this.clock.now(), from }));
      }
      throw error;
    }
  }

  #here(login: string): readonly Failure[] {
    return this.#failures.get(login) ?? [];
  }

  #mustNotRest(trying: Trying, { failures, networks }: Known): void {
    const now = Date.parse(this.clock.now());
    const untils = [failures, this.#here(trying.login)].flatMap((some) => [
      ownRest(some, trying),
      commonRest({ failures: some, networks }, trying),
    ]);
    const rest = Math.max(...untils) - now;
    if (rest > 0) throw new RuleBroken('sign-in.too-many-failures', { retryAfter: Math.ceil(rest / 1_000) });
  }
}
