import { dateOf, personsBehind, evolving, type Recorded } from '#event-sourcing';
import type { TaskEvent } from './events.js';
import type { Task } from './state.js';

const also = (task: Task, ...persons: readonly string[]): Task['involved'] =>
  persons.every((person) => task.involved.has(person)) ? task.involved : new Set([...task.involved, ...persons]);

const byActor = (task: Task, { metadata }: Recorded<TaskEvent>): Task => ({
  ...task,
  status: task.status === 'assigned' ? 'in-progress' : task.status,
  involved: also(task, ...personsBehind(metadata)),
});

export const evolve = evolving<Task, TaskEvent>({
  TaskPlanned: (task, { data }) => ({ ...task, status: 'planned', planned: data }),
  TaskAssigned: (task, { data }) => ({
    ...task,
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
