import { evolving, personsBehind } from '#event-sourcing';
import { withSignature } from '../sign-offs.js';
import type { PlanEvent } from './events.js';
import type { Plan } from './state.js';

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
