import type { Context } from '#event-sourcing';
import { issue } from './domain/issue/issue.js';
import { round } from './domain/round/round.js';
import { task } from './domain/task/task.js';
import type { EvidenceFiles } from './evidence/evidence-files.js';
import { longTermReview } from './long-term-review.js';
import { rectificationPreparations } from './preparations.js';
import { inbox } from './projections/inbox.js';
import { issues } from './projections/issues.js';
import { ledger } from './projections/ledger.js';
import { register } from './projections/register.js';
import { regulations } from './projections/regulations.js';
import { rounds } from './projections/rounds.js';
import { tasks } from './projections/tasks.js';
import { upcasters } from './upcasters.js';

/** Rounds, issues, tasks, evidence and closure. */
export const rectification = (evidence: Pick<EvidenceFiles, 'describe'>): Context => ({
  name: 'rectification',
  deciders: [round, issue, task],
  views: [rounds, register, ledger, issues, tasks, inbox, regulations],
  preparations: rectificationPreparations(evidence),
  processes: [longTermReview],
  upcasters,
});

export { issue, round, task };
export { inbox, issues, ledger, register, regulations, rounds, tasks };
export { EvidenceFiles, type StoredFile } from './evidence/evidence-files.js';
export { rectificationProblems } from './domain/errors.js';
export { rectificationRights } from './http/rights.js';
export { RectificationModule } from './rectification.module.js';
export * from './domain/issue/closure-commands.js';
export * from './domain/issue/commands.js';
export * from './domain/round/commands.js';
export * from './domain/task/commands.js';
export type * from './domain/issue/events.js';
export type * from './domain/round/events.js';
export type * from './domain/task/events.js';
export * from './projections/ledger-list.js';
export { findIssue } from './projections/issues.js';
export type { IssueRow } from './projections/issue-detail.js';
export { streamsOfRound } from './projections/register.js';
export type { LedgerRow } from './projections/ledger-row.js';
export { issueStatuses, type IssueStatus } from './projections/issue-status.js';
export { regulationsOfRound, type RegulationOfRound } from './projections/regulations.js';
export { findRound, listRounds, type RoundRow, type RoundView } from './projections/rounds.js';
export { roundStatistics, type RoundStatistics } from './projections/statistics.js';
export { listTasks, tasksOfIssue, type TaskRow } from './projections/tasks.js';
export { waitingFor, type WaitingItem } from './projections/inbox-list.js';
