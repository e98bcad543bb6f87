import type { Decider } from '#event-sourcing';
import { planDecisions } from './decide.js';
import type { PlanEvent } from './events.js';
import { noPlan, type Plan, evolve } from './state.js';

export const plan: Decider<Plan, PlanEvent> = {
  category: 'plan',
  initial: noPlan,
  evolve,
  decisions: planDecisions,
};
