import { type Decider, on, onFacts } from '#event-sourcing';
import {
  AssignTask,
  AttachTaskEvidence,
  CarryOverTask,
  ChangeTaskHandler,
  CompleteTask,
  PlanTask,
  ReportTaskProgress,
} from './commands.js';
import {
  assignTask,
  attachTaskEvidence,
  carryOverTask,
  changeTaskHandler,
  completeTask,
  planTask,
  reportTaskProgress,
} from './decide.js';
import type { TaskEvent } from './events.js';
import { evolve } from './evolve.js';
import { noTask, type Task } from './state.js';

export const task: Decider<Task, TaskEvent> = {
  category: 'task',
  initial: noTask,
  evolve,
  decisions: [
    on(PlanTask, planTask),
    onFacts(AssignTask, assignTask),
    on(ReportTaskProgress, reportTaskProgress),
    onFacts(AttachTaskEvidence, attachTaskEvidence),
    on(CompleteTask, completeTask),
    on(ChangeTaskHandler, changeTaskHandler),
    on(CarryOverTask, carryOverTask),
  ],
};
