import type { AnyDecider } from './decider.js';
import { streamName } from '../event.js';
import type { EventStore } from '../appending/event-store.js';
import { type Folded, type FoldedStates, fold, unfolded } from './folded-states.js';
import { NO_SAME_IDS, type SameIds, type SameIdsSource } from './same-ids.js';

/** Ids of one thing as they stand now, read as states are. */
export class KnownSameIds {
  #none: Folded | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly states: FoldedStates,
    private readonly source?: SameIdsSource,
  ) {}

  /** Those that streams of this decider are folded with. */
  async of(decider: AnyDecider): Promise<SameIds> {
    return decider.asRecorded ? NO_SAME_IDS : this.now();
  }

  async now(): Promise<SameIds> {
    if (!this.source) return NO_SAME_IDS;
    const { decider, id, of } = this.source;
    const stream = streamName(decider.category, id);
    const kept = this.states.get(stream) ?? this.#none;
    if (kept && this.store.exclusive) return of(kept.state as never);
    const from = kept ?? unfolded(decider);
    const folded = fold(decider, from, await this.store.readStream(stream, from.version));
    if (folded.version > 0) this.states.set(stream, folded);
    else this.#none = folded;
    return of(folded.state as never);
  }
}
