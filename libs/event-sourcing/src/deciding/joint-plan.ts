import type { AnyDecider } from './decider.js';
import { timed } from './effective-time.js';
import type { Instant, NewEvent } from '../event.js';
import type { Append, Appended } from '../appending/event-store.js';
import { type Folded, fold } from './folded-states.js';
import { eventAsOne } from './same-ids.js';
import type { Loaded } from './handling.js';
import { type Bound, earlier, expectSeen, newEvents, type Receipt, receipt, recorded } from './receipt.js';

interface Planned {
  readonly decider: AnyDecider;
  readonly loaded: Folded;
  state: unknown;
  lastEffectiveAt: Instant | undefined;
  readonly events: NewEvent[];
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

  add(bound: Bound, stream: string, loaded: Folded | undefined): void {
    if (loaded) this.#streams.set(stream, planned(bound.decider, loaded));
    const at = this.#streams.get(stream)!;
    const done = earlier(bound.command, stream, at.loaded);
    if (done) {
      this.#outcomes.push({ bound, stream, made: [], version: done.version, done });
      return;
    }
    expectSeen(bound.command, stream, at.loaded.version);
    const command = timed(bound.command, bound.decider, at);
    const made = newEvents(bound.decider, command, bound.decide(command, at.state, bound.facts));
    const version = at.loaded.version + at.events.length;
    for (const event of recorded(stream, made, version, {
      position: at.loaded.position,
      recordedAt: bound.command.issuedAt,
    })) {
      at.state = at.decider.evolve(at.state, eventAsOne(event, at.loaded.same)) as unknown;
      at.lastEffectiveAt = event.metadata.effectiveAt;
    }
    at.events.push(...made);
    this.#outcomes.push({ bound, stream, made, version: version + made.length });
  }

  append(): Append {
    return [...this.#streams]
      .filter(([, { events }]) => events.length > 0)
      .map(([stream, { loaded, events }]) => ({ stream, expected: loaded.version || 'none', events }));
  }

  settle(appended: Appended): Map<string, Folded> {
    this.append().forEach(({ stream, events }, i) => {
      const { decider, loaded } = this.#streams.get(stream)!;
      const at = { position: appended.positions[i]!, recordedAt: appended.recordedAt };
      this.#settled.set(stream, fold(decider, loaded, recorded(stream, events, loaded.version, at)));
    });
    return this.#settled;
  }

  receipts(): Receipt[] {
    return this.#outcomes.map(({ bound, stream, made, version, done }) => {
      const at = this.#settled.get(stream) ?? this.#streams.get(stream)!.loaded;
      return done ?? receipt(bound.command, stream, { version, position: at.position }, made);
    });
  }
}

const planned = (decider: AnyDecider, loaded: Folded): Planned => ({
  decider,
  loaded,
  state: loaded.state,
  lastEffectiveAt: loaded.lastEffectiveAt,
  events: [],
});
