import type { Decider } from '#event-sourcing';
import { approvalDecisions } from './approval.js';
import type { PlanEvent } from './events.js';
import { noPlan, type Plan, evolve } from './state.js';
import { submissionDecisions } from './submission.js';

export const plan: Decider<Plan, PlanEvent> = {
  category: 'plan',
  initial: noPlan,
  evolve,
  decisions: [...submissionDecisions, ...approvalDecisions],
};
