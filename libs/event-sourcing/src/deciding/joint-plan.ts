import type { AnyDecider } from './decider.js';
import { needsPast, timed } from './effective-time.js';
import { inOrderOfDays, type Instant, type NewEvent, type Recorded } from '../event.js';
import type { Append, Appended } from '../appending/event-store.js';
import { type Folded, foldOn } from './folded-states.js';
import { eventAsOne } from './same-ids.js';
import type { Loaded } from './handling.js';
import { decide } from './late-facts.js';
import { type Bound, earlier, expectSeen, newEvents, type Receipt, receipt, recorded } from './receipt.js';

interface Planned {
  readonly decider: AnyDecider;
  readonly loaded: Folded;
  /** The events that were loaded, as they are folded, once they are needed. */
  past: readonly Recorded[] | undefined;
  state: unknown;
  lastEffectiveAt: Instant | undefined;
  readonly events: NewEvent[];
  /** What is known of the stream: its past, once it was needed, and behind it `events` as they will be told. Grown, not copied. */
  known: Recorded[];
}

/** Decides a list of commands on working copies of their streams, so that they can be appended as one. */
export class JointPlan {
  readonly #streams = new Map<string, Planned>();
  readonly #outcomes: {
    readonly bound: Bound;
    readonly stream: string;
    readonly made: NewEvent[];
    readonly version: number;
    readonly done?: Receipt;
  }[] = [];
  #settled = new Map<string, Folded>();

  has(stream: string): boolean {
    return this.#streams.has(stream);
  }

  /** The stream as the plan leaves it so far; undefined when no command has touched it. */
  drafted(stream: string): Loaded<unknown> | undefined {
    const at = this.#streams.get(stream);
    return at && { state: at.state, version: at.loaded.version + at.events.length, position: at.loaded.position };
  }

  /** Whether no stream has moved on since it was loaded, as far as is known here. */
  isCurrent(versionOf: (stream: string) => number): boolean {
    return [...this.#streams].every(([stream, { loaded }]) => versionOf(stream) === loaded.version);
  }

  begin(decider: AnyDecider, stream: string, loaded: Folded): void {
    const { state, lastEffectiveAt } = loaded;
    this.#streams.set(stream, { decider, loaded, past: undefined, state, lastEffectiveAt, events: [], known: [] });
  }

  /** Whether the command cannot be added until the plan is told what its stream holds. */
  needsPast({ command }: Bound, stream: string): boolean {
    const { past, lastEffectiveAt } = this.#streams.get(stream)!;
    return past === undefined && needsPast(command, lastEffectiveAt);
  }

  tell(stream: string, events: readonly Recorded[]): void {
    const at = this.#streams.get(stream)!;
    const { version: upTo, same } = at.loaded;
    at.past = events.filter(({ version }) => version <= upTo).map((event) => eventAsOne(event, same));
    at.known = [...at.past, ...at.known];
  }

  add(bound: Bound, stream: string): void {
    const at = this.#streams.get(stream)!;
    const done = earlier(bound.command, stream, at.loaded);
    if (done) {
      this.#outcomes.push({ bound, stream, made: [], version: done.version, done });
      return;
    }
    expectSeen(bound.command, stream, at.loaded.version);
    const { state, lastEffectiveAt: last, known: past } = at;
    const command = timed(bound.command, bound.decider, { state, last, past });
    const made = newEvents(bound.decider, command, decide(bound, command, state, past));
    const version = at.loaded.version + at.events.length;
    const told = recorded(stream, made, version, { ...at.loaded, recordedAt: bound.command.issuedAt });
    take(
      at,
      made,
      told.map((event) => eventAsOne(event, at.loaded.same)),
    );
    this.#outcomes.push({ bound, stream, made, version: version + made.length });
  }

  append(): Append {
    return [...this.#streams]
      .filter(([, { events }]) => events.length > 0)
      .map(([stream, { loaded, events }]) => ({ stream, expected: loaded.version || 'none', events }));
  }

  async settle(appended: Appended): Promise<Map<string, Folded>> {
    for (const [i, { stream, events }] of this.append().entries()) {
      const { decider, loaded, past = [] } = this.#streams.get(stream)!;
      const at = { position: appended.positions[i]!, recordedAt: appended.recordedAt };
      const added = recorded(stream, events, loaded.version, at);
      this.#settled.set(stream, await foldOn(decider, loaded, added, async () => [...past, ...added]));
    }
    return this.#settled;
  }

  receipts(): Receipt[] {
    return this.#outcomes.map(({ bound, stream, made, version, done }) => {
      const at = this.#settled.get(stream) ?? this.#streams.get(stream)!.loaded;
      return done ?? receipt(bound.command, stream, { version, position: at.position }, made);
    });
  }
}

const take = (at: Planned, made: readonly NewEvent[], told: readonly Recorded[]): void => {
  at.events.push(...made);
  at.known.push(...told);
  const outOfOrder = told.some(({ metadata }) => metadata.outOfOrder);
  const [from, events] = outOfOrder ? [at.decider.initial, at.known] : [at.state, told];
  at.state = inOrderOfDays(events).reduce(
    (state, event) => at.decider.evolve(state, event) as unknown,
    from as unknown,
  );
  for (const { metadata } of outOfOrder ? [] : told) at.lastEffectiveAt = metadata.effectiveAt;
};
