import type { AnyDecider } from './decider.js';
import { needsPast, timed } from './effective-time.js';
import { held, mustStillHold, streamOf } from './held-rights.js';
import { ConcurrencyConflict, RuleBroken, StaleVersion } from '../errors.js';
import type { Recorded } from '../event.js';
import type { EventStore } from '../appending/event-store.js';
import { type Folded, type FoldedStates, foldOn, unfolded } from './folded-states.js';
import type { GroupCommit } from '../appending/group-commit.js';
import { JointPlan } from './joint-plan.js';
import { decide } from './late-facts.js';
import type { Observer } from '../observer.js';
import { KnownSameIds } from './known-same-ids.js';
import { eventAsOne, type SameIds } from './same-ids.js';
import { type Bound, earlier, expectSeen, newEvents, type Receipt, receipt, recorded } from './receipt.js';

const RETRIES = 3;

interface Beside {
  readonly observer?: Pick<Observer, 'raceLost'>;
  readonly sameIds?: KnownSameIds;
}

/** Load, decide, append with the exact version; a lost race loads the rest and decides again. */
export class Transact {
  readonly #inLine = new Map<string, Promise<unknown>>();
  #waiting = 0;
  readonly #observer: NonNullable<Beside['observer']>;
  readonly #sameIds: KnownSameIds;

  constructor(
    private readonly store: EventStore,
    private readonly commits: GroupCommit,
    private readonly states: FoldedStates,
    { observer = {}, sameIds = new KnownSameIds(store, states) }: Beside = {},
  ) {
    this.#observer = observer;
    this.#sameIds = sameIds;
  }

  /** Commands on one stream take turns within this process, so only other processes can make them lose a race. */
  execute(bound: Bound): Promise<Receipt> {
    const stream = streamOf(bound);
    return this.#inTurn([stream], () => this.#attempt(bound, stream));
  }

  /** The newest state of a stream; an unknown one has version 0. */
  async load(decider: AnyDecider, stream: string): Promise<Folded> {
    const same = await this.#sameIds.of(decider);
    const cached = this.#cached(stream, same);
    if (cached && this.store.exclusive) return cached;
    const from = cached ?? unfolded(decider, same);
    const added = await this.store.readStream(stream, from.version);
    const folded = await foldOn(decider, from, added, () => this.store.readStream(stream));
    if (folded.version > 0) this.states.set(stream, folded);
    return folded;
  }

  #cached(stream: string, same: SameIds): Folded | undefined {
    const cached = this.states.get(stream);
    return cached?.same === same ? cached : undefined;
  }

  /** All of the commands or none, over as many streams as they touch; each sees what those before it decided. */
  executeAll(bounds: readonly Bound[], drafted?: JointPlan): Promise<Receipt[]> {
    return this.#inTurn([...new Set(bounds.map(streamOf))], () => this.#attemptAll(bounds, drafted));
  }

  /** Decides further commands on the plan and stores nothing; throws what `executeAll` would throw. */
  async draft(plan: JointPlan, bounds: readonly Bound[]): Promise<void> {
    for (const bound of bounds) {
      const stream = streamOf(bound);
      if (!plan.has(stream)) plan.begin(bound.decider, stream, await this.load(bound.decider, stream));
      if (plan.needsPast(bound, stream)) plan.tell(stream, await this.store.readStream(stream));
      plan.add(bound, stream);
    }
  }

  /** What was drafted is stored as it is while its streams have not moved on since. */
  async #attemptAll(bounds: readonly Bound[], drafted?: JointPlan): Promise<Receipt[]> {
    const isCurrent = drafted?.isCurrent((stream) => this.states.get(stream)?.version ?? 0);
    for (let lost = 0; ; lost++) {
      try {
        return await this.#together(bounds, isCurrent && lost === 0 ? drafted : undefined);
      } catch (error) {
        mustStillHold(error, bounds);
        if (!(await this.#mayTryAgain(error, lost))) throw error;
        for (const bound of bounds) this.states.forget(streamOf(bound));
      }
    }
  }

  async #together(bounds: readonly Bound[], drafted?: JointPlan): Promise<Receipt[]> {
    const plan = drafted ?? new JointPlan();
    if (!drafted) await this.draft(plan, bounds);
    const append = plan.append();
    if (append.length > 0) {
      const holds = held(bounds, append, this.#sameIds);
      const appended = await this.commits.append([...append, ...holds]);
      if (appended.outcome === 'idempotent') {
        for (const { stream } of append) this.states.forget(stream);
        return this.#together(bounds);
      }
      for (const [stream, folded] of await plan.settle(appended)) this.states.set(stream, folded);
    }
    return plan.receipts();
  }

  /**
   * Stands in line for all its streams at once, so that no two wait for each other. A line is a queue, too: in all of
   * them together no more may wait than for the store.
   */
  async #inTurn<T>(streams: readonly string[], act: () => Promise<T>): Promise<T> {
    const before = streams.flatMap((stream) => this.#inLine.get(stream) ?? []);
    if (before.length > 0) this.commits.assertCapacity(this.#waiting);
    const turn = before.length > 0 ? this.#after(before).then(act) : act();
    const leave = () => streams.forEach((stream) => this.#leave(stream, settled));
    const settled: Promise<void> = turn.then(leave, leave);
    for (const stream of streams) this.#inLine.set(stream, settled);
    return turn;
  }

  async #after(before: readonly Promise<unknown>[]): Promise<void> {
    this.#waiting += 1;
    await Promise.all(before);
    this.#waiting -= 1;
  }

  #leave(stream: string, settled: Promise<unknown>): void {
    if (this.#inLine.get(stream) === settled) this.#inLine.delete(stream);
  }

  async #attempt(bound: Bound, stream: string): Promise<Receipt> {
    for (let lost = 0; ; lost++) {
      try {
        return await this.#once(bound, stream);
      } catch (error) {
        mustStillHold(error, [bound]);
        if (!(await this.#mayTryAgain(error, lost))) throw error;
        this.states.forget(stream);
      }
    }
  }

  async #mayTryAgain(error: unknown, lost: number): Promise<boolean> {
    if (!(error instanceof ConcurrencyConflict)) return false;
    await this.#sameIds.met(error);
    this.#observer.raceLost?.(lost < RETRIES);
    return lost < RETRIES;
  }

  async #once(bound: Bound, stream: string): Promise<Receipt> {
    const cached = this.#cached(stream, await this.#sameIds.of(bound.decider));
    if (!cached) return this.#decideAndAppend(bound, stream, await this.load(bound.decider, stream));
    if (this.store.exclusive) return this.#decideAndAppend(bound, stream, cached);
    // Another process may have moved the stream on: a refusal, or finding nothing to do, counts only on the newest state.
    try {
      const receipt = await this.#decideAndAppend(bound, stream, cached);
      if (receipt.events.length > 0) return receipt;
    } catch (error) {
      if (!(error instanceof RuleBroken || error instanceof StaleVersion)) throw error;
    }
    await this.#sameIds.now();
    return this.#decideAndAppend(bound, stream, await this.load(bound.decider, stream));
  }

  async #decideAndAppend(bound: Bound, stream: string, folded: Folded): Promise<Receipt> {
    const repeated = earlier(bound.command, stream, folded);
    if (repeated) return repeated;
    expectSeen(bound.command, stream, folded.version);
    const past = await this.#pastOf(bound, stream, folded);
    const command = timed(bound.command, bound.decider, { state: folded.state, last: folded.lastEffectiveAt, past });
    const decided = decide(bound, command, folded.state, past);
    if (decided.length === 0) return receipt(command, stream, folded, []);
    const events = newEvents(bound.decider, command, decided);
    const own = [{ stream, expected: folded.version || 'none', events } as const];
    const appended = await this.commits.append([...own, ...held([bound], own, this.#sameIds)]);
    if (appended.outcome === 'idempotent') return this.#firstReceipt(bound, stream);
    const at = { position: appended.positions[0]!, recordedAt: appended.recordedAt };
    const added = recorded(stream, events, folded.version, at);
    const after = await foldOn(bound.decider, folded, added, async () => [...past, ...added]);
    this.states.set(stream, after);
    return receipt(command, stream, after, events);
  }

  /** The events as they were folded, where the command's place is among them. */
  async #pastOf({ command }: Bound, stream: string, folded: Folded): Promise<readonly Recorded[]> {
    if (!needsPast(command, folded.lastEffectiveAt)) return [];
    const events = await this.store.readStream(stream);
    return events.filter(({ version }) => version <= folded.version).map((event) => eventAsOne(event, folded.same));
  }

  /** The same request was taken by another process, or by an attempt whose answer was lost. */
  async #firstReceipt({ decider, command }: Bound, stream: string): Promise<Receipt> {
    this.states.forget(stream);
    return earlier(command, stream, await this.load(decider, stream))!;
  }
}
