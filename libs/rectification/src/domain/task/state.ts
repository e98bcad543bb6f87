import type { TaskAssigned, TaskEvidenceAttached, TaskPlanned, TaskProgressReported } from './events.js';

export interface TaskReport {
  readonly personId: string;
  readonly on: string;
  readonly words: TaskProgressReported['data'];
}

export interface Task {
  readonly status: 'unplanned' | 'planned' | 'assigned' | 'in-progress' | 'completed';
  readonly planned?: TaskPlanned['data'];
  readonly assignment?: TaskAssigned['data'];
  readonly progress: readonly TaskReport[];
  readonly evidence: readonly TaskEvidenceAttached['data'][];
  readonly statement?: string;
  readonly carriedOver?: { readonly completedOn: string };
  /** Persons who reported on it, handled, evidenced or completed it. */
  readonly involved: ReadonlySet<string>;
}

export const noTask: Task = { status: 'unplanned', progress: [], evidence: [], involved: new Set() };

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
