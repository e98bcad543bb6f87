import type { Decider } from '#event-sourcing';
import { roundDecisions } from './decide.js';
import { policyDecisions } from './decide-policies.js';
import { registerDecisions } from './decide-register.js';
import type { RoundEvent } from './events.js';
import { noRound, type Round, evolve } from './state.js';

export const round: Decider<Round, RoundEvent> = {
  category: 'round',
  initial: noRound,
  evolve,
  decisions: [...roundDecisions, ...policyDecisions, ...registerDecisions],
};
