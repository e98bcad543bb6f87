import { alike, mustBePlannedWithinSense, on, onFacts, type PlainDate } from '#event-sourcing';
import { IsId, IsPlainDate } from '#shapes';
import { type Posted, theHandlerIsOfTheUnitThatDoesTheWork } from '../assignment-posts.js';
import { DatedCommand, RectificationCommand, must, obey, type Policy, withoutReason } from '../commands.js';
import type { Named, Provenance, TaskEvent } from './events.js';
import { mustBeAtWork, mustBePlanned, type Task } from './state.js';

export class AssignTask extends DatedCommand {
  @IsId()
  unitId!: string;

  @IsId()
  handlerId!: string;

  @IsPlainDate()
  dueOn!: string;

  /** Filled by the import: as the ledger names them, whatever posts they hold. */
  provenance?: Provenance;
}

/** Sent by the process that carries an accepted hand-over out: no client fills its fields. */
export class ChangeTaskHandler extends RectificationCommand {
  from!: Named;
  to!: Named;
  /** Id of the event by which the hand-over was accepted. */
  handover!: string;
}

/** Those named in the command, as the directory has them. */
export interface TaskAssignmentFacts {
  readonly unit: Named;
  readonly handler: Named;
  readonly handlerPosts?: Posted;
  /** Of the findings of its round. */
  readonly deliveredOn?: PlainDate;
}

/** As it was planned, or assigned last. What the ledger says is said with it. */
const aDueDateIsPutOffWithItsReason: Policy<AssignTask, Task> = (command, { assignment, planned }) => {
  const dueOn = assignment?.dueOn ?? planned?.dueOn;
  if (dueOn === undefined || command.dueOn <= dueOn || command.provenance) return undefined;
  const refusal = withoutReason(command);
  return refusal && { ...refusal, details: { ...refusal.details, dueOn, asked: command.dueOn } };
};

export const assignTask = (command: AssignTask, task: Task, facts: TaskAssignmentFacts): TaskEvent[] => {
  const { unit, handler } = facts;
  const { dueOn } = command;
  const data = { unit, handler, dueOn };
  mustBePlanned(command, task);
  if (alike(task.assignment, data)) return [];
  must(task.status !== 'completed', 'task.completed', { number: task.planned?.number });
  const { handlerPosts, deliveredOn } = facts;
  const inOrder = deliveredOn === undefined || dueOn >= deliveredOn;
  must(inOrder, 'issue.due-before-delivery', { field: 'dueOn', dueOn, deliveredOn });
  mustBePlannedWithinSense(command, { dueOn });
  obey([aDueDateIsPutOffWithItsReason], command, task);
  obey([theHandlerIsOfTheUnitThatDoesTheWork], command, task, { handlerPosts, leadUnit: unit });
  return [{ type: 'TaskAssigned', data }];
};

export const changeTaskHandler = (command: ChangeTaskHandler, task: Task): TaskEvent[] => {
  const { from, to, handover } = command;
  mustBeAtWork(command, task);
  const { handler } = task.assignment!;
  if (handler.id === to.id) return [];
  must(handler.id === from.id, 'handover.handler-changed-meanwhile', { handler: handler.name, from: from.name });
  return [{ type: 'TaskHandlerChanged', data: { from, to, handover } }];
};

export const assignmentDecisions = [
  onFacts(AssignTask, assignTask, 'TaskAssigned'),
  on(ChangeTaskHandler, changeTaskHandler, 'TaskHandlerChanged'),
];
