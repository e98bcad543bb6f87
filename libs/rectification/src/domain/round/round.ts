import type { Decider } from '#event-sourcing';
import { afterTheDelivery } from '../earliest-day.js';
import { OpenRound } from './commands.js';
import { roundDecisions } from './decide.js';
import { policyDecisions } from './decide-policies.js';
import { registerDecisions } from './decide-register.js';
import type { RoundEvent } from './events.js';
import { noRound, type Round, evolve } from './state.js';

export const round: Decider<Round, RoundEvent> = {
  category: 'round',
  initial: noRound,
  evolve,
  earliest: (command, { opened }) =>
    afterTheDelivery(opened?.deliveredOn ?? (command instanceof OpenRound ? command.deliveredOn : undefined)),
  decisions: [...roundDecisions, ...policyDecisions, ...registerDecisions],
};
