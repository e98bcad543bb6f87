import type { Decider } from '#event-sourcing';
import { dutiesDecisions } from './decide.js';
import type { DutiesEvent } from './events.js';
import { type Duties, noDuties, evolve } from './state.js';

/** One stream a person: two accounts of one person cannot take up roles that exclude each other, also at the same moment. */
export const dutiesDecider: Decider<Duties, DutiesEvent> = {
  category: 'duties',
  asRecorded: true,
  initial: noDuties,
  evolve,
  decisions: dutiesDecisions,
};
