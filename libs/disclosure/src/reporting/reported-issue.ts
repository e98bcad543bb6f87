import { dateOf, type PlainDate } from '#event-sourcing';
import type { IssueRow, TaskRow } from '#rectification';
import type { CarriedOver, Remainder, ReportIssue, ReportReopening } from '../writing/report-content.js';
import {
  asksForExtension,
  claimedBy,
  carriedOverFrom,
  isOpen,
  isOverdue,
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

const NOT_PASSED = '销号申请未通过：';
/** The numbers of a vote are no reason. */
const VOTED_DOWN = { reason: '会议审议未予通过' };

/** Why an issue is still open, as far as somebody said so: it was sent back, it was reopened, or more time was asked for. */
const openReason = ({ closureAttempts, reopenings, extensions }: IssueRow): string | undefined => {
  const outcome = closureAttempts.at(-1)?.outcome;
  const said = [
    ...(outcome ? [{ ...outcome, ...(outcome.kind === 'voted-down' ? VOTED_DOWN : {}), what: NOT_PASSED }] : []),
    // That it was reopened, or is asked more time for, stands beside its number.
    ...[...reopenings.slice(-1), ...extensions.slice(-1)].map((one) => ({ ...one, what: '' })),
  ].filter(({ reason }) => reason !== '');
  const last = said.sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1)).at(-1);
  return last && `${last.what}${last.reason}`;
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

const remainder = (issue: IssueRow, tasks: readonly TaskRow[], asOf: PlainDate): Remainder => ({
  reason: isOpen(issue) ? openReason(issue) : longTermReason(issue) || undefined,
  nextSteps: openTasks(tasks),
  dueOn: issue.dueOn ?? undefined,
  overdue: isOverdue(issue, asOf) || undefined,
  reviewOn: placementOf(issue)?.reviewOn,
  responsible: responsible(issue),
});

const reopening = ({ reopenings }: IssueRow): ReportReopening | undefined => {
  const last = reopenings.at(-1);
  return last && { on: dateOf(last.effectiveAt), closedOn: last.closing?.on, source: last.source };
};

/** A closure that was entered after the day that the report is of. */
const enteredOn = ({ closed }: IssueRow, asOf: PlainDate): string | undefined => {
  if (closed?.way !== 'decided') return undefined;
  const day = dateOf(closed.recordedAt);
  return day > asOf ? day : undefined;
};

type Told = 'toldBy' | 'measures' | 'progress' | 'figures';

/** In the words of the latest report, or of the delivered ledger where its end was carried over. */
const told = (issue: IssueRow): Pick<ReportIssue, Told> => {
  const progress = latestProgress(issue);
  if (!progress) return { measures: [], progress: progressAsDelivered(issue), figures: [] };
  const { provenance, measures, narrative, figures } = progress;
  return {
    toldBy: provenance ?? undefined,
    measures,
    progress: narrative,
    figures: figures.map(({ on, ...figure }) => ({ ...figure, on: on || undefined })),
  };
};

const regulationsOf = ({ regulations }: IssueRow): ReportIssue['regulations'] =>
  regulations.map(({ kind, title, documentNumber, date }) => ({
    kind,
    title,
    documentNumber: documentNumber || undefined,
    date: date ?? undefined,
  }));

/** `tasks`: those linked to the issue. */
export const reportedIssue = (issue: IssueRow, tasks: readonly TaskRow[], asOf: PlainDate): ReportIssue => ({
  number: issue.number,
  text: issue.text,
  status: issue.status,
  claimed: claimedBy(issue),
  extensionRequested: asksForExtension(issue),
  closedOn: issue.closed?.on,
  carriedOver: carriedOver(issue),
  decidedAt: endedAtMeeting(issue),
  enteredOn: enteredOn(issue, asOf),
  reopened: reopening(issue),
  ...told(issue),
  regulations: regulationsOf(issue),
  remainder: issue.status === 'closed' ? undefined : remainder(issue, tasks, asOf),
});
