import type { Decider } from '#event-sourcing';
import type { MergerEvent } from './events.js';
import { mergerDecisions } from './merging.js';
import { evolve, type Mergers, noMergers } from './state.js';

/** There is one such stream in a database: who is one person with whom is read with every other stream. */
export const MERGERS = 'people';

export const mergerDecider: Decider<Mergers, MergerEvent> = {
  category: 'merger',
  initial: noMergers,
  evolve,
  asRecorded: true,
  decisions: mergerDecisions,
};
