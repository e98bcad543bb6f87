import { type Decider, on, onFacts } from '#event-sourcing';
import { HoldPost, LeavePost, RegisterPerson } from './commands.js';
import { holdPost, leavePost, registerPerson } from './decide.js';
import type { PersonEvent } from './events.js';
import { evolve } from './evolve.js';
import type { Person } from './state.js';

export const personDecider: Decider<Person, PersonEvent> = {
  category: 'person',
  initial: undefined,
  evolve,
  decisions: [on(RegisterPerson, registerPerson), onFacts(HoldPost, holdPost), on(LeavePost, leavePost)],
};
