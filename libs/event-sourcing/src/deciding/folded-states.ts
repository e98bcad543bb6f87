import type { AnyDecider } from './decider.js';
import type { Event, Instant, Position, Recorded } from '../event.js';
import { BEGINNING, inOrderOfDays } from '../event.js';
import { eventAsOne, NO_SAME_IDS, type SameIds } from './same-ids.js';

/** What one command left in a stream; answers a repeated request. */
export interface Trace {
  readonly hash: string;
  readonly version: number;
  readonly position: Position;
  readonly recordedAt: Instant;
  readonly events: readonly { readonly id: string; readonly type: string }[];
}

/** A stream folded up to `version`, with what a next decision needs to know of its past. */
export interface Folded<State = unknown> {
  readonly state: State;
  readonly version: number;
  readonly position: Position;
  /** When the latest of its facts happened, whenever it was told. */
  readonly lastEffectiveAt: Instant | undefined;
  readonly traces: ReadonlyMap<string, Trace>;
  /** What it was folded with: others make another state of the same events. */
  readonly same: SameIds;
}

export const unfolded = (decider: AnyDecider, same: SameIds = NO_SAME_IDS): Folded => ({
  same,
  state: decider.initial as unknown,
  version: 0,
  position: BEGINNING,
  lastEffectiveAt: undefined,
  traces: new Map(),
});

/** Two loads that read the same tail at once tell each event once. */
const withEvent = (known: Trace['events'], { id, type }: Recorded): Trace['events'] =>
  known.some((one) => one.id === id) ? known : [...known, { id, type }];

export const fold = (decider: AnyDecider, from: Folded, events: readonly Recorded<Event>[]): Folded => {
  if (events.length === 0) return from;
  const traces = from.traces as Map<string, Trace>;
  let { state, version, position } = from;
  const inOrder = inOrderOfDays(events);
  for (const event of inOrder) {
    state = decider.evolve(state, eventAsOne(event, from.same)) as unknown;
    const { commandId, commandHash } = event.metadata;
    traces.set(commandId, {
      hash: commandHash,
      version: event.version,
      position: event.position,
      recordedAt: event.recordedAt,
      events: withEvent(traces.get(commandId)?.events ?? [], event),
    });
    if (event.version > version) ({ version, position } = event);
  }
  return { state, version, position, lastEffectiveAt: inOrder.at(-1)!.metadata.effectiveAt, traces, same: from.same };
};

const isLate = ({ metadata }: Recorded): boolean => metadata.outOfOrder === true;

/** Folds on what was added since; from the beginning when a fact among that belongs before what was folded. */
export const foldOn = async (
  decider: AnyDecider,
  from: Folded,
  added: readonly Recorded<Event>[],
  all: () => Promise<readonly Recorded<Event>[]>,
): Promise<Folded> =>
  from.version > 0 && added.some(isLate)
    ? fold(decider, unfolded(decider, from.same), await all())
    : fold(decider, from, added);

/** Keeps the folded states used last. A bound on entries, not on bytes: states are small by design. */
export class FoldedStates {
  readonly #entries = new Map<string, Folded>();

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.#entries.size;
  }

  get(stream: string): Folded | undefined {
    const found = this.#entries.get(stream);
    if (found) {
      this.#entries.delete(stream);
      this.#entries.set(stream, found);
    }
    return found;
  }

  set(stream: string, folded: Folded): void {
    this.#entries.delete(stream);
    this.#entries.set(stream, folded);
    if (this.#entries.size > this.capacity) this.#entries.delete(this.#entries.keys().next().value!);
  }

  forget(stream: string): void {
    this.#entries.delete(stream);
  }
}
