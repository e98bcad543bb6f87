import { type Decider, on, onFacts } from '#event-sourcing';
import { AcceptHandover, DeclineHandover, ProposeHandover, WithdrawHandover } from './commands.js';
import { acceptHandover, declineHandover, proposeHandover, withdrawHandover } from './decide.js';
import type { HandoverEvent } from './events.js';
import { evolve, type Handovers } from './state.js';

/** One stream for each person who hands work over. */
export const handover: Decider<Handovers, HandoverEvent> = {
  category: 'handover',
  initial: {},
  evolve,
  decisions: [
    onFacts(ProposeHandover, proposeHandover),
    onFacts(AcceptHandover, acceptHandover),
    on(DeclineHandover, declineHandover),
    on(WithdrawHandover, withdrawHandover),
  ],
};
