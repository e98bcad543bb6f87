import type { Command, Decider, Earliest } from '#event-sourcing';
import { afterTheAssignment, isToldByUnit } from '../earliest-day.js';
import { assignmentDecisions } from './assignment.js';
import type { TaskEvent } from './events.js';
import { planningDecisions } from './planning.js';
import { evolve, noTask, type Task } from './state.js';
import { workDecisions } from './work.js';

/** Its round sees to it that no task is planned before the delivery. */
const earliestDay = (command: Command, { assignedOn }: Task): Earliest | undefined =>
  assignedOn !== undefined && isToldByUnit(command) ? afterTheAssignment(assignedOn) : undefined;

export const task: Decider<Task, TaskEvent> = {
  category: 'task',
  initial: noTask,
  evolve,
  earliest: earliestDay,
  decisions: [...planningDecisions, ...assignmentDecisions, ...workDecisions],
};
