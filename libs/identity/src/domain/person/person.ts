import type { Decider } from '#event-sourcing';
import { absorptionDecisions } from './absorption.js';
import { appointmentDecisions } from './appointment.js';
import { registrationDecisions } from './registration.js';
import type { PersonEvent } from './events.js';
import { evolve, type Person } from './state.js';

export const personDecider: Decider<Person, PersonEvent> = {
  category: 'person',
  asRecorded: true,
  initial: undefined,
  evolve,
  decisions: [...registrationDecisions, ...appointmentDecisions, ...absorptionDecisions],
};
