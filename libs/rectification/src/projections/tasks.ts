import {
  everyRow,
  dateOf,
  idOf,
  integer,
  projection,
  text,
  type Moment,
  type Page,
  type ViewReader,
} from '#event-sourcing';
import type { EvidenceFile, Figure, Named } from '../domain/issue/events.js';
import type { Provenance } from '../domain/round/events.js';
import type { TaskEvent, TaskFields } from '../domain/task/events.js';
import { actOf, type Act } from './act.js';
import { amend } from './amend.js';
import { correctionOf, type Correctable } from './issue/correctable.js';
import type { Way } from './ledger/ledger-row.js';
import { joined } from './joined.js';
import { numberOrder } from './ledger/number-order.js';

export type TaskStatus = 'planned' | 'assigned' | 'in-progress' | 'completed';

export interface TaskProgress extends Act {
  readonly narrative: string;
  readonly percent: number;
  readonly figures: readonly Figure[];
}

export type TaskEvidence = Act & EvidenceFile & { readonly datedOn: string };

export interface TaskRow extends Correctable<TaskFields> {
  readonly id: string;
  readonly roundId: string;
  readonly number: string;
  readonly title: string;
  readonly issueIds: readonly string[];
  readonly measures: readonly string[];
  readonly unit: Named | null;
  readonly handler: Named | null;
  readonly firstDueOn: string | null;
  readonly dueOn: string | null;
  readonly status: TaskStatus;
  readonly percent: number;
  readonly progress: readonly TaskProgress[];
  readonly evidence: readonly TaskEvidence[];
  readonly completedOn: string | null;
  readonly completedBy: Way | null;
  readonly statement: string;
  /** Where the task stands in the delivered file. */
  readonly provenance: Provenance | null;
}

export const tasks = projection<TaskRow, TaskEvent>({
  name: 'tasks',
  version: 4,
  seenThrough: 'task',
  when: {
    TaskPlanned: (_, { stream, data: { dueOn = null, provenance = null, ...planned } }) => ({
      id: idOf(stream),
      ...planned,
      unit: null,
      handler: null,
      firstDueOn: dueOn,
      dueOn,
      status: 'planned',
      percent: 0,
      progress: [],
      evidence: [],
      completedOn: null,
      completedBy: null,
      statement: '',
      provenance,
      corrections: [],
    }),
    TaskCorrected: amend((row, event) => ({
      ...event.data.to,
      corrections: [...row.corrections, correctionOf(event)],
    })),
    TaskAssigned: amend((row, { data }) => ({
      ...data,
      firstDueOn: row.firstDueOn ?? data.dueOn,
      status: row.status === 'planned' ? 'assigned' : row.status,
    })),
    TaskHandlerChanged: amend((_, { data }) => ({ handler: data.to })),
    TaskProgressReported: amend((row, event) => ({
      percent: event.data.percent,
      status: row.status === 'completed' ? row.status : 'in-progress',
      progress: [...row.progress, { ...actOf(event), ...event.data }],
    })),
    TaskEvidenceAttached: amend((row, event) => ({ evidence: [...row.evidence, { ...actOf(event), ...event.data }] })),
    TaskCompleted: amend((_, { data, metadata }) => ({
      status: 'completed',
      percent: 100,
      completedOn: dateOf(metadata.effectiveAt),
      completedBy: 'decided',
      statement: data.statement,
    })),
    TaskCarriedOver: amend((_, { data }) => ({
      status: 'completed',
      percent: 100,
      completedOn: data.completedOn,
      completedBy: 'carried-over',
      provenance: data.provenance,
    })),
  },
  columns: {
    id: text((row) => row.id),
    roundId: text((row) => row.roundId),
    numberOrder: integer((row) => numberOrder(row.number)),
    status: text((row) => row.status),
    unitId: text((row) => row.unit?.id),
    handlerId: text((row) => row.handler?.id),
    dueOn: text((row) => row.dueOn),
    issueIds: text((row) => joined(row.issueIds)),
  },
  indexes: [['roundId', 'numberOrder'], ['unitId', 'dueOn'], ['handlerId']],
});

export interface TasksQuery extends Moment {
  readonly roundId?: string;
  readonly status?: TaskStatus | readonly TaskStatus[];
  readonly unitId?: string;
  readonly handlerId?: string;
  /** Linked to this issue. */
  readonly issueId?: string;
  readonly sort?: 'numberOrder' | 'dueOn';
  readonly limit?: number;
  readonly cursor?: string;
}

export const findTask = (reader: ViewReader, { id, asOf, knownAt }: Moment & { readonly id: string }) =>
  reader.find(tasks, id, { asOf, knownAt });

export const listTasks = (reader: ViewReader, query: TasksQuery): Promise<Page<TaskRow>> => {
  const { roundId, status, unitId, handlerId, issueId, sort = 'numberOrder', limit, cursor, asOf, knownAt } = query;
  const issueIds = issueId === undefined ? undefined : { contains: joined([issueId]) };
  const where = { roundId, status, unitId, handlerId, issueIds };
  return reader.list(tasks, { where, sort: { column: sort }, limit, cursor, asOf, knownAt });
};

/** The round bounds the search: a task and its issues are always of one round. */
export const tasksOfIssue = async (
  reader: ViewReader,
  { issueId, roundId, asOf, knownAt }: Moment & { readonly issueId: string; readonly roundId: string },
): Promise<TaskRow[]> => {
  const where = { roundId, issueIds: { contains: joined([issueId]) } };
  const found = await everyRow(reader, tasks, { where, sort: { column: 'numberOrder' }, asOf, knownAt });
  return found.map(({ row }) => row);
};
