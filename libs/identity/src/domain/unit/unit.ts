import { type Decider, on, onFacts } from '#event-sourcing';
import { DissolveUnit, RegisterUnit, RenameUnit } from './commands.js';
import { dissolveUnit, registerUnit, renameUnit } from './decide.js';
import type { UnitEvent } from './events.js';
import { evolve } from './evolve.js';
import type { Unit } from './state.js';

export const unitDecider: Decider<Unit, UnitEvent> = {
  category: 'unit',
  initial: undefined,
  evolve,
  decisions: [onFacts(RegisterUnit, registerUnit), on(RenameUnit, renameUnit), on(DissolveUnit, dissolveUnit)],
};
