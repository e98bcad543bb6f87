import { type Decider, evolving, uuidOfDigest } from '#event-sourcing';
import { delegationDecisions } from './decide.js';
import type { DelegationEvent } from './events.js';
import type { Delegation } from './state.js';

export const delegationDecider: Decider<Delegation, DelegationEvent> = {
  category: 'delegation',
  asRecorded: true,
  initial: { known: false },
  evolve: evolving<Delegation, DelegationEvent>({
    WorkDelegated: (_, { data }) => ({ known: true, open: data }),
    DelegationEnded: () => ({ known: true }),
  }),
  decisions: delegationDecisions,
};

/** A UUID that depends on the two persons alone; `digest` gives SHA-256 in hex. */
export const delegationIdOf = (
  { from, to }: { readonly from: string; readonly to: string },
  digest: (text: string) => string,
): string => uuidOfDigest(digest(`delegation/${from}/${to}`));
