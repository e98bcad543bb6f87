import type { Decider } from '#event-sourcing';
import { personDecisions } from './decide.js';
import type { PersonEvent } from './events.js';
import { type Person, evolve } from './state.js';

export const personDecider: Decider<Person, PersonEvent> = {
  category: 'person',
  asRecorded: true,
  initial: undefined,
  evolve,
  decisions: personDecisions,
};
