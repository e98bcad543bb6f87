import type { AnyDecider } from './decider.js';
import { streamName } from '../event.js';
import type { Append, EventStore } from '../appending/event-store.js';
import type { ConcurrencyConflict } from '../errors.js';
import { type Folded, type FoldedStates, fold, unfolded } from './folded-states.js';
import { NO_SAME_IDS, type SameIds, type SameIdsSource } from './same-ids.js';

/**
 * Ids of one thing as they stand now, read as states are. Where other processes append, too, what was decided with those
 * known here is stored only while they are so; a store that would have to look before each append is asked before.
 */
export class KnownSameIds {
  #none: Folded | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly states: FoldedStates,
    private readonly source?: SameIdsSource,
  ) {}

  /** Those that streams of this decider are folded with. */
  async of(decider: AnyDecider): Promise<SameIds> {
    if (decider.asRecorded || !this.source) return NO_SAME_IDS;
    const kept = this.#kept;
    return kept && this.#holds ? this.source.of(kept.state as never) : this.now();
  }

  async now(): Promise<SameIds> {
    if (!this.source) return NO_SAME_IDS;
    const { decider, of } = this.source;
    const kept = this.#kept;
    if (kept && this.store.exclusive) return of(kept.state as never);
    const from = kept ?? unfolded(decider);
    const folded = fold(decider, from, await this.store.readStream(this.#stream, from.version));
    if (folded.version > 0) this.states.set(this.#stream, folded);
    else this.#none = folded;
    return of(folded.state as never);
  }

  /** What must not have moved when something is stored that was decided with them, beside the streams that are written. */
  held(written: ReadonlySet<string>): Append {
    const kept = this.#holds ? this.#kept : undefined;
    if (!kept || written.has(this.#stream)) return [];
    return [{ stream: this.#stream, expected: kept.version || 'none', events: [] }];
  }

  /** An append was not taken because they have moved: they are read again before the next decision. */
  async met({ stream }: ConcurrencyConflict): Promise<void> {
    if (this.source && stream === this.#stream) await this.now();
  }

  get #holds(): boolean {
    return this.source !== undefined && !this.store.exclusive && this.store.sideBySide !== true;
  }

  get #stream(): string {
    return streamName(this.source!.decider.category, this.source!.id);
  }

  get #kept(): Folded | undefined {
    return this.states.get(this.#stream) ?? this.#none;
  }
}
