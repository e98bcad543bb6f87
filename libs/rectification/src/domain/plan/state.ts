import { evolving, personsBehind } from '#event-sourcing';
import type { PlanSubmitted, PlanEvent } from './events.js';
import type { Signature } from '../issue/events.js';
import { withSignature } from '../sign-offs.js';

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

const decidedIn = ({ decidedItems }: Plan, itemId: string): ReadonlySet<string> => new Set([...decidedItems, itemId]);

export const evolve = evolving<Plan, PlanEvent>({
  PlanSubmitted: (plan, { data, metadata }) => ({
    ...plan,
    status: 'submitted',
    submitted: data,
    signatures: [],
    involved: new Set([...plan.involved, ...personsBehind(metadata), ...data.authors.map(({ id }) => id)]),
  }),
  PlanReturned: (plan) => ({ ...plan, status: 'returned', signatures: [] }),
  PlanSignedOff: (plan, { data }) => ({ ...plan, signatures: withSignature(plan.signatures, data) }),
  PlanApproved: (plan, { data: { decided } }) => ({
    ...plan,
    status: 'approved',
    decidedItems: decided.way === 'meeting' ? decidedIn(plan, decided.item.id) : plan.decidedItems,
  }),
  PlanRejected: (plan) => ({ ...plan, status: 'rejected', signatures: [] }),
  PlanVotedDown: (plan, { data }) => ({
    ...plan,
    status: 'rejected',
    signatures: [],
    decidedItems: decidedIn(plan, data.decided.item.id),
  }),
});
