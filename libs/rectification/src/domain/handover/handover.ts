import type { Decider } from '#event-sourcing';
import { handoverDecisions } from './signing.js';
import type { HandoverEvent } from './events.js';
import { evolve, type Handovers } from './state.js';

/** One stream for each person who hands work over. */
export const handover: Decider<Handovers, HandoverEvent> = {
  category: 'handover',
  initial: {},
  evolve,
  decisions: handoverDecisions,
};
