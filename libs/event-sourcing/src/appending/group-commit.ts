import { ConcurrencyConflict, KeyReused, Overloaded } from '../errors.js';
import type { Append, Appended, AppendResult, EventStore } from './event-store.js';
import type { Flush, Observer } from '../observer.js';

interface Waiting {
  readonly append: Append;
  readonly events: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/** Measured over HTTP with 64 clients: a sync costs as much as taking in a dozen requests. */
const GATHERING_TURNS = 8;

export interface GroupCommitLimits {
  /** Appends that may wait; one more is refused with Overloaded. */
  readonly queue: number;
  /** Events in one flush; a single larger append still goes as a whole. */
  readonly batch: number;
}

/** Fewer appends are not worth a flush of their own beside one in the air: both pay for a sync. */
const WORTH_A_SECOND = 16;

/**
 * While a flush is in the air, appends queue; the next flush takes them all. The batch size thus follows the load and
 * the speed of the disk, and a lone append waits for nobody. Where the store takes several flushes at a time, many
 * appends are shared out between them, so that the store works on one while another's answers lead to new appends.
 * Where appends do not wait for each other in the store, they do not here either: each goes at once and alone.
 */
export class GroupCommit {
  #queue: Waiting[] = [];
  #gathering: Promise<void> | undefined;
  /** How many appends each flush holds, the oldest first. */
  readonly #inFlight = new Map<Promise<void>, number>();

  constructor(
    private readonly store: EventStore,
    private readonly limits: GroupCommitLimits = { queue: 10_000, batch: 2_000 },
    private readonly observer: Pick<Observer, 'flushed' | 'overloaded'> = {},
  ) {}

  /** Appends that wait for others: in the queue, or in a flush behind another. */
  get waiting(): number {
    if (this.store.sideBySide) return this.#queue.length;
    const [, ...behind] = this.#inFlight.values();
    return behind.reduce((sum, count) => sum + count, this.#queue.length);
  }

  /** Throws Overloaded when so many wait already as may. */
  assertCapacity(waiting: number): void {
    if (waiting < this.limits.queue) return;
    this.observer.overloaded?.();
    throw new Overloaded();
  }

  async append(append: Append): Promise<Appended> {
    this.assertCapacity(this.waiting);
    return new Promise((resolve, reject) => {
      const events = append.reduce((sum, one) => sum + one.events.length, 0);
      this.#queue.push({ append, events, resolve, reject });
      this.#go();
    });
  }

  /** Resolves when everything accepted so far is settled. */
  async drain(): Promise<void> {
    while (this.#gathering || this.#inFlight.size > 0) await Promise.all([this.#gathering, ...this.#inFlight.keys()]);
  }

  /** Called whenever something arrived or a flush came back. */
  #go(): void {
    if (this.#gathering || !this.#isWorthAFlush) return;
    if (this.store.sideBySide) return this.#flushAll();
    this.#gathering = this.#gather().finally(() => {
      this.#gathering = undefined;
      this.#flushAll();
    });
  }

  #flushAll(): void {
    while (this.#isWorthAFlush) this.#flush();
  }

  get #isWorthAFlush(): boolean {
    const inFlight = this.#inFlight.size;
    if (inFlight === 0) return this.#queue.length > 0;
    const worth = this.store.sideBySide ? 1 : WORTH_A_SECOND;
    return inFlight < this.#atOnce && this.#queue.length >= worth;
  }

  get #atOnce(): number {
    return this.store.flushesAtOnce ?? 1;
  }

  #flush(): void {
    const batch = this.#take();
    const flush = this.#give(batch).finally(() => {
      this.#inFlight.delete(flush);
      this.#go();
    });
    this.#inFlight.set(flush, batch.length);
  }

  async #give(batch: readonly Waiting[]): Promise<void> {
    const began = performance.now();
    const results = await this.store.append(batch.map((one) => one.append)).catch((error: unknown) => ({ error }));
    const durationMs = performance.now() - began;
    if ('error' in results) batch.forEach((one) => one.reject(results.error));
    else results.forEach((result, i) => settle(batch[i]!, result));
    this.observer.flushed?.({ durationMs, ...outcomeOf(batch, results) });
  }

  /** Waits turns of the event loop while more keeps arriving; a lone append waits for one. */
  async #gather(): Promise<void> {
    for (let turn = 0, before = -1; turn < GATHERING_TURNS && this.#queue.length > before; turn++) {
      before = this.#queue.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** How many appends go next: half of them where another flush could take the other half. */
  #share(): number {
    if (this.store.sideBySide) return 1;
    const waiting = this.#queue.length;
    const another = this.#inFlight.size + 1 < this.#atOnce && waiting >= 2 * WORTH_A_SECOND;
    return another ? Math.ceil(waiting / 2) : waiting;
  }

  #take(): Waiting[] {
    const share = this.#share();
    let events = 0;
    let count = 0;
    while (count < share && (count === 0 || events + this.#queue[count]!.events <= this.limits.batch)) {
      events += this.#queue[count++]!.events;
    }
    return this.#queue.splice(0, count);
  }
}

const settle = ({ resolve, reject }: Waiting, result: AppendResult): void => {
  if (result instanceof Error) reject(result);
  else resolve(result);
};

/** A key used twice is a refusal, as a rule is: the store is well. */
const outcomeOf = (
  batch: readonly Waiting[],
  results: AppendResult[] | { error: unknown },
): Omit<Flush, 'durationMs'> => {
  const appends = batch.length;
  const events = batch.reduce((sum, one) => sum + one.events, 0);
  if ('error' in results) return { appends, events, conflicts: 0, failed: appends, error: results.error };
  const errors = results.filter((result) => result instanceof Error && !(result instanceof KeyReused));
  const failures = errors.filter((error) => !(error instanceof ConcurrencyConflict));
  return { appends, events, conflicts: errors.length - failures.length, failed: failures.length, error: failures[0] };
};
