import type { IssueRow, TaskRow } from '#rectification';
import type { CarriedOver, Remainder, ReportIssue } from '../writing/report-content.js';
import {
  asksForExtension,
  carriedOverFrom,
  isOpen,
  latestProgress,
  longTermReason,
  placementOf,
  progressAsDelivered,
} from './issue-standing.js';
import { endedAtMeeting } from './meeting-words.js';

const carriedOver = (issue: IssueRow): CarriedOver | undefined => {
  const from = carriedOverFrom(issue);
  return from && { file: from.file, sha256: from.sha256, sheet: from.sheet, row: from.row };
};

/** Why an issue is still open, as far as somebody said so: it was sent back, it was reopened, or more time was asked for. */
const openReason = ({ closureAttempts, reopenings, extensions }: IssueRow): string | undefined => {
  const outcome = closureAttempts.at(-1)?.outcome;
  const said = [
    ...(outcome ? [{ ...outcome, what: '销号申请未通过' }] : []),
    ...reopenings.slice(-1).map((reopening) => ({ ...reopening, what: '重新整改' })),
    ...extensions.slice(-1).map((extension) => ({ ...extension, what: '申请延期' })),
  ].filter(({ reason }) => reason !== '');
  const last = said.sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1)).at(-1);
  return last && `${last.what}：${last.reason}`;
};

/** An import without titles names a task by its number. */
const taskName = ({ number, title }: TaskRow): string =>
  title === `整改任务${number}` ? title : `整改任务${number}“${title}”`;

const openTasks = (tasks: readonly TaskRow[]): string | undefined => {
  const open = tasks.filter(({ status }) => status !== 'completed');
  if (open.length === 0) return undefined;
  return `继续实施${open.map(taskName).join('、')}`;
};

const responsible = ({ assignments }: IssueRow): string | undefined => {
  const { leadUnit, handler } = assignments.at(-1) ?? {};
  return leadUnit && handler && `${leadUnit.name}、${handler.name}`;
};

const remainder = (issue: IssueRow, tasks: readonly TaskRow[]): Remainder => ({
  reason: isOpen(issue) ? openReason(issue) : longTermReason(issue) || undefined,
  nextSteps: openTasks(tasks),
  dueOn: issue.dueOn ?? undefined,
  reviewOn: placementOf(issue)?.reviewOn,
  responsible: responsible(issue),
});

/** `tasks`: those linked to the issue. */
export const reportedIssue = (issue: IssueRow, tasks: readonly TaskRow[]): ReportIssue => {
  const progress = latestProgress(issue);
  return {
    number: issue.number,
    text: issue.text,
    status: issue.status,
    extensionRequested: asksForExtension(issue),
    closedOn: issue.closed?.on,
    carriedOver: carriedOver(issue),
    decidedAt: endedAtMeeting(issue),
    measures: progress?.measures ?? [],
    progress: progress ? progress.narrative : progressAsDelivered(issue),
    figures: (progress?.figures ?? []).map(({ on, ...figure }) => ({ ...figure, on: on || undefined })),
    regulations: issue.regulations.map(({ kind, title, documentNumber, date }) => ({
      kind,
      title,
      documentNumber: documentNumber || undefined,
      date: date ?? undefined,
    })),
    remainder: issue.status === 'closed' ? undefined : remainder(issue, tasks),
  };
};
