import type { PlanSubmitted } from './events.js';
import type { Signature } from '../issue/events.js';

/** A plan is of its round and bears its id. */
export interface Plan {
  readonly status: 'none' | 'submitted' | 'returned' | 'rejected' | 'approved';
  /** The last edition; absent before the first. */
  readonly submitted?: PlanSubmitted['data'];
  /** Of the edition now submitted. */
  readonly signatures: readonly Signature[];
  /** Persons who submitted or wrote any edition: a new edition makes none of them impartial. */
  readonly involved: ReadonlySet<string>;
  /** Ids of agenda items whose decision stands in this plan's history. */
  readonly decidedItems: ReadonlySet<string>;
}

export const noPlan: Plan = { status: 'none', signatures: [], involved: new Set(), decidedItems: new Set() };
