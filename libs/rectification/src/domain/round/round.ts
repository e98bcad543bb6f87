import type { Decider } from '#event-sourcing';
import { afterTheDelivery } from '../earliest-day.js';
import { openingDecisions, OpenRound } from './opening.js';
import { particularsDecisions } from './particulars.js';
import { policyDecisions } from './policy.js';
import { registerDecisions } from './register.js';
import type { RoundEvent } from './events.js';
import { noRound, type Round, evolve } from './state.js';

export const round: Decider<Round, RoundEvent> = {
  category: 'round',
  initial: noRound,
  evolve,
  earliest: (command, { opened }) =>
    afterTheDelivery(opened?.deliveredOn ?? (command instanceof OpenRound ? command.deliveredOn : undefined)),
  decisions: [...openingDecisions, ...particularsDecisions, ...policyDecisions, ...registerDecisions],
};
