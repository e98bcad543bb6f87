// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';

export interface Merged {
  readonly id: string;
  readonly name: string;
}

interface Pair {
  readonly absorbed: Merged;
  readonly survivor: Merged;
}

/** Whoever proposed what a second person confirmed. */
interface Confirmed extends Pair {
  readonly proposedBy?: Merged;
}

/** Waits for a second person. */
export type MergerProposed = Event<'MergerProposed', Pair & { readonly what: 'merging' | 'undoing' }>;
export type PersonsMerged = Event<'PersonsMerged', Confirmed>;
export type MergerUndone = Event<'MergerUndone', Confirmed>;

export type MergerEvent = MergerProposed | PersonsMerged | MergerUndone;
