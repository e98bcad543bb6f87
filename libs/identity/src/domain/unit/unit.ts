import type { Decider } from '#event-sourcing';
import { unitDecisions } from './decide.js';
import type { UnitEvent } from './events.js';
import { type Unit, evolve } from './state.js';

export const unitDecider: Decider<Unit, UnitEvent> = {
  category: 'unit',
  initial: undefined,
  evolve,
  decisions: unitDecisions,
};
