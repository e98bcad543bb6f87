import { alike, type Command, dateOf, on, onFacts, type PlainDate } from '#event-sourcing';
import { type Posted, theHandlerIsOfTheUnitThatDoesTheWork } from '../assignment-posts.js';
import { changeOf, type UploadedFile, noEvidenceIsOfATimeToCome, noFigureIsOfATimeToCome } from '../commands.js';
import { must, mustGiveReason, obey } from '../errors.js';
import type { VoidingCommand } from '../issue/closure/commands.js';
import type { Named, Voided } from '../issue/events.js';
import { mustTakeItThatRequestsEnd } from '../issue/voiding.js';
import {
  AssignTask,
  AttachTaskEvidence,
  CarryOverTask,
  ChangeTaskHandler,
  CompleteTask,
  CorrectTask,
  PlanTask,
  ReportTaskProgress,
} from './commands.js';
import type { TaskEvent } from './events.js';
import { aFactIsCarriedOverNoEarlierThanItHappened, onlyItsUnitOrHandlerWorksOnATask } from './policies.js';
import type { Task } from './state.js';

const mustBePlanned = ({ id }: Command, task: Task): void => must(task.planned, 'task.unknown', { id });

const mustBeAtWork = (command: Command, task: Task): void => {
  mustBePlanned(command, task);
  const number = task.planned?.number;
  must(task.status !== 'completed', 'task.completed', { number });
  must(task.assignment, 'task.not-assigned', { number });
};

/** Issues that the task serves, of which closure is requested: their deciders are shown the task. */
export interface ServedFacts {
  readonly requested: readonly ServedRequest[];
}
export type ServedRequest = Voided & { readonly issueId: string };

/** Likewise the other way round: what is told of a task ends no request for closure of its issues unasked. */
const sparing =
  <C extends VoidingCommand, Facts extends ServedFacts>(
    decide: (command: C, task: Task, facts: Facts) => TaskEvent[],
  ) =>
  (command: C, task: Task, facts: Facts): TaskEvent[] => {
    const { voidsRequest } = command;
    const events = decide(command, task, facts);
    if (events.length > 0) mustTakeItThatRequestsEnd(voidsRequest, facts.requested);
    return events;
  };

export const planTask = sparing((command: PlanTask, task: Task): TaskEvent[] => {
  const { roundId, number, title, issueIds, measures, dueOn, provenance } = command;
  const data = { roundId, number, title, issueIds, measures, dueOn, provenance };
  if (!task.planned) return [{ type: 'TaskPlanned', data }];
  must(alike(task.planned, data), 'task.already-planned', { number: task.planned.number });
  return [];
});

/** Numbers of the issues it serves whose closure is being decided: what is shown there stands still. */
export interface TaskCorrectionFacts {
  readonly underReview: readonly string[];
}

export const correctTask = (command: CorrectTask, task: Task, { underReview }: TaskCorrectionFacts): TaskEvent[] => {
  const { id, title, measures } = command;
  const { planned, plannedBy: corrects } = task;
  must(planned, 'task.unknown', { id });
  const change = changeOf({ title: planned.title, measures: planned.measures }, { title, measures });
  if (!change) return [];
  mustGiveReason(command);
  must(underReview.length === 0, 'correction.under-review', { issues: underReview });
  return [{ type: 'TaskCorrected', data: { corrects, ...change } }];
};

/** Those named in the command, as the directory has them. */
export interface TaskAssignmentFacts {
  readonly unit: Named;
  readonly handler: Named;
  readonly handlerPosts?: Posted;
  /** Of the findings of its round. */
  readonly deliveredOn?: PlainDate;
}

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
  obey([theHandlerIsOfTheUnitThatDoesTheWork], command, task, { handlerPosts, leadUnit: unit });
  return [{ type: 'TaskAssigned', data }];
};

export const reportTaskProgress = sparing((command: ReportTaskProgress, task: Task): TaskEvent[] => {
  const { narrative, percent, figures, actor, effectiveAt } = command;
  const words = { narrative, percent, figures };
  mustBeAtWork(command, task);
  obey([onlyItsUnitOrHandlerWorksOnATask, noFigureIsOfATimeToCome], command, task);
  if (alike(task.progress.at(-1), { personId: actor.personId, on: dateOf(effectiveAt), words })) return [];
  return [{ type: 'TaskProgressReported', data: words }];
});

export const attachTaskEvidence = sparing(
  (command: AttachTaskEvidence, task: Task, file: UploadedFile & ServedFacts): TaskEvent[] => {
    const { sha256, name, datedOn } = command;
    const { mediaType, size } = file;
    const data = { sha256, name, mediaType, size, datedOn };
    mustBeAtWork(command, task);
    obey([onlyItsUnitOrHandlerWorksOnATask, noEvidenceIsOfATimeToCome], command, task);
    return task.evidence.some((one) => alike(one, data)) ? [] : [{ type: 'TaskEvidenceAttached', data }];
  },
);

export const completeTask = sparing((command: CompleteTask, task: Task): TaskEvent[] => {
  const { statement } = command;
  if (task.status === 'completed') return [];
  mustBeAtWork(command, task);
  obey([onlyItsUnitOrHandlerWorksOnATask], command, task);
  return [{ type: 'TaskCompleted', data: { statement } }];
});

export const changeTaskHandler = (command: ChangeTaskHandler, task: Task): TaskEvent[] => {
  const { from, to, handover } = command;
  mustBeAtWork(command, task);
  const { handler } = task.assignment!;
  if (handler.id === to.id) return [];
  must(handler.id === from.id, 'handover.handler-changed-meanwhile', { handler: handler.name, from: from.name });
  return [{ type: 'TaskHandlerChanged', data: { from, to, handover } }];
};

export const carryOverTask = (command: CarryOverTask, task: Task): TaskEvent[] => {
  const { completedOn, provenance } = command;
  mustBePlanned(command, task);
  if (task.carriedOver?.completedOn === completedOn) return [];
  must(provenance, 'carry-over.without-provenance', { field: 'provenance' });
  must(task.status !== 'completed', 'task.completed-here', { number: task.planned?.number });
  obey([aFactIsCarriedOverNoEarlierThanItHappened], command, task);
  return [{ type: 'TaskCarriedOver', data: { completedOn, provenance } }];
};

export const taskDecisions = [
  onFacts(PlanTask, planTask, 'TaskPlanned'),
  onFacts(CorrectTask, correctTask, 'TaskCorrected'),
  onFacts(AssignTask, assignTask, 'TaskAssigned'),
  onFacts(ReportTaskProgress, reportTaskProgress, 'TaskProgressReported'),
  onFacts(AttachTaskEvidence, attachTaskEvidence, 'TaskEvidenceAttached'),
  onFacts(CompleteTask, completeTask, 'TaskCompleted'),
  on(ChangeTaskHandler, changeTaskHandler, 'TaskHandlerChanged'),
  on(CarryOverTask, carryOverTask, 'TaskCarriedOver'),
];
