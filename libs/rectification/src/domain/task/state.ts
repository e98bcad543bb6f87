import { type Command, dateOf, evolving, personsBehind, type PlainDate, type Recorded } from '#event-sourcing';
import { must } from '../commands.js';
import type { Voided } from '../issue/events.js';
import { mustTakeItThatRequestsEnd, type VoidingCommand } from '../issue/voiding.js';
import type { TaskAssigned, TaskEvent, TaskEvidenceAttached, TaskPlanned, TaskProgressReported } from './events.js';

interface TaskReport {
  readonly personId: string;
  readonly on: string;
  readonly words: TaskProgressReported['data'];
}

export interface Task {
  readonly status: 'unplanned' | 'planned' | 'assigned' | 'in-progress' | 'completed';
  readonly planned?: TaskPlanned['data'];
  /** Id of the event that says it as it was planned. */
  readonly plannedBy: string;
  readonly assignment?: TaskAssigned['data'];
  /** The day that it was first assigned on. */
  readonly assignedOn?: PlainDate;
  readonly progress: readonly TaskReport[];
  readonly evidence: readonly TaskEvidenceAttached['data'][];
  readonly statement?: string;
  readonly carriedOver?: { readonly completedOn: string };
  /** Persons who reported on it, handled, evidenced or completed it. */
  readonly involved: ReadonlySet<string>;
}

export const noTask: Task = { status: 'unplanned', plannedBy: '', progress: [], evidence: [], involved: new Set() };

export const contentOf = ({ planned, progress, evidence, statement, carriedOver, status }: Task): object => ({
  number: planned?.number,
  title: planned?.title,
  measures: planned?.measures,
  completed: status === 'completed',
  progress,
  evidence,
  statement,
  carriedOver,
});

const also = (task: Task, ...persons: readonly string[]): Task['involved'] =>
  persons.every((person) => task.involved.has(person)) ? task.involved : new Set([...task.involved, ...persons]);

const byActor = (task: Task, { metadata }: Recorded<TaskEvent>): Task => ({
  ...task,
  status: task.status === 'assigned' ? 'in-progress' : task.status,
  involved: also(task, ...personsBehind(metadata)),
});

export const evolve = evolving<Task, TaskEvent>({
  TaskPlanned: (task, { id, data }) => ({ ...task, status: 'planned', planned: data, plannedBy: id }),
  TaskCorrected: (task, { data }) => ({ ...task, planned: task.planned && { ...task.planned, ...data.to } }),
  TaskAssigned: (task, { data, metadata }) => ({
    ...task,
    assignedOn: task.assignedOn ?? dateOf(metadata.effectiveAt),
    status: task.status === 'planned' ? 'assigned' : task.status,
    assignment: data,
    involved: also(task, data.handler.id),
  }),
  TaskHandlerChanged: (task, { data }) => ({
    ...task,
    assignment: task.assignment && { ...task.assignment, handler: data.to },
    involved: also(task, data.to.id),
  }),
  TaskProgressReported: (task, event) => {
    const { actor, effectiveAt } = event.metadata;
    const report = { personId: actor.personId, on: dateOf(effectiveAt), words: event.data };
    return { ...byActor(task, event), progress: [...task.progress, report] };
  },
  TaskEvidenceAttached: (task, event) => ({
    ...byActor(task, event),
    evidence: [...task.evidence.filter(({ sha256 }) => sha256 !== event.data.sha256), event.data],
  }),
  TaskCompleted: (task, event) => ({
    ...byActor(task, event),
    status: 'completed',
    statement: event.data.statement,
  }),
  TaskCarriedOver: (task, { data }) => ({
    ...task,
    status: 'completed',
    carriedOver: { completedOn: data.completedOn },
  }),
});

export const mustBePlanned = ({ id }: Command, task: Task): void => must(task.planned, 'task.unknown', { id });

export const mustBeAtWork = (command: Command, task: Task): void => {
  mustBePlanned(command, task);
  const number = task.planned?.number;
  must(task.status !== 'completed', 'task.completed', { number });
  must(task.assignment, 'task.not-assigned', { number });
};

/** Issues that the task serves, of which closure is requested: their deciders are shown the task. */
export interface ServedFacts {
  readonly requested: readonly ServedRequest[];
}

type ServedRequest = Voided & { readonly issueId: string };

/** Likewise the other way round: what is told of a task ends no request for closure of its issues unasked. */
export const sparing =
  <C extends VoidingCommand, Facts extends ServedFacts>(
    decide: (command: C, task: Task, facts: Facts) => TaskEvent[],
  ) =>
  (command: C, task: Task, facts: Facts): TaskEvent[] => {
    const { voidsRequest } = command;
    const events = decide(command, task, facts);
    if (events.length > 0) mustTakeItThatRequestsEnd(voidsRequest, facts.requested);
    return events;
  };
