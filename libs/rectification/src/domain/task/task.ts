import type { Decider } from '#event-sourcing';
import { taskDecisions } from './decide.js';
import type { TaskEvent } from './events.js';
import { evolve } from './evolve.js';
import { noTask, type Task } from './state.js';

export const task: Decider<Task, TaskEvent> = {
  category: 'task',
  initial: noTask,
  evolve,
  decisions: taskDecisions,
};
