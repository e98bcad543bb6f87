import { type Decider, on, onFacts } from '#event-sourcing';
import {
  ApprovePlan,
  ApprovePlanByMeeting,
  RejectPlan,
  RejectPlanByMeeting,
  ReturnPlan,
  SubmitPlan,
} from './commands.js';
import {
  approvePlan,
  approvePlanByMeeting,
  rejectPlan,
  rejectPlanByMeeting,
  returnPlan,
  submitPlan,
} from './decide.js';
import type { PlanEvent } from './events.js';
import { evolve } from './evolve.js';
import { noPlan, type Plan } from './state.js';

export const plan: Decider<Plan, PlanEvent> = {
  category: 'plan',
  initial: noPlan,
  evolve,
  decisions: [
    onFacts(SubmitPlan, submitPlan),
    on(ReturnPlan, returnPlan),
    onFacts(ApprovePlan, approvePlan),
    onFacts(RejectPlan, rejectPlan),
    on(ApprovePlanByMeeting, approvePlanByMeeting),
    on(RejectPlanByMeeting, rejectPlanByMeeting),
  ],
};
