import type { Decider } from '#event-sourcing';
import { keyDecisions } from './keys.js';
import { registrationDecisions } from './registration.js';
import type { ClientEvent } from './events.js';
import { type Client, evolve } from './state.js';

export const clientDecider: Decider<Client, ClientEvent> = {
  category: 'client',
  asRecorded: true,
  initial: undefined,
  evolve,
  decisions: [...registrationDecisions, ...keyDecisions],
};
