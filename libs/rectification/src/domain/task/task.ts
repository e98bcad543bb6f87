import type { Decider } from '#event-sourcing';
import { taskDecisions } from './decide.js';
import type { TaskEvent } from './events.js';
import { earliestDay } from './policies.js';
import { noTask, type Task, evolve } from './state.js';

export const task: Decider<Task, TaskEvent> = {
  category: 'task',
  initial: noTask,
  evolve,
  earliest: earliestDay,
  decisions: taskDecisions,
};
