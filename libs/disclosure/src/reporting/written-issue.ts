import type { IssueRow, TaskRow } from '#rectification';
import type { StatedRegulation } from '../reading/ledger/reading.js';
import type { WrittenIssue } from '../writing/ledger-content.js';
import { carriedOverFrom, latestProgress, longTermReason, placementOf, progressAsDelivered } from './issue-standing.js';
import { writtenReview } from './written-review.js';
import { closedAtMeeting, placedAtMeeting } from './meeting-words.js';

/** A sheet counts in whole numbers; whatever else the round numbers by stands in the remark. */
export interface Numbering {
  readonly of: (id: string) => number;
  readonly remark: (id: string) => string;
}

export const numbering = (rows: readonly { readonly id: string; readonly number: string }[]): Numbering => {
  const whole = rows.every(({ number }) => /^\d{1,9}$/.test(number));
  const numbers = new Map(rows.map(({ id, number }, at) => [id, whole ? Number(number) : at + 1]));
  const written = new Map(rows.map(({ id, number }) => [id, number]));
  return { of: (id) => numbers.get(id)!, remark: (id) => (whole ? '' : `编号${written.get(id)}`) };
};

export interface Numbers {
  readonly issues: Numbering;
  readonly tasks: Numbering;
}

const carriedOver = (issue: IssueRow): string => {
  const { file, sheet, row } = carriedOverFrom(issue) ?? {};
  return file === undefined ? '' : `据“${file}”${sheet ? `“${sheet}”表` : ''}${row ? `第${row}行` : ''}结转`;
};

const placedThere = (issue: IssueRow): string => {
  const placedAt = placedAtMeeting(issue);
  return placedAt === undefined ? '' : `长期整改由${placedAt}决定`;
};

const issueRemark = (issue: IssueRow, numbers: Numbering): string | undefined => {
  const remarks = [numbers.remark(issue.id), carriedOver(issue), placedThere(issue)];
  return remarks.filter((remark) => remark !== '').join('；') || undefined;
};

/** The sheet sets the book-title marks itself. */
export const statedRegulation = ({
  kind,
  title,
  documentNumber,
  date,
}: IssueRow['regulations'][number]): StatedRegulation => ({
  kind,
  title: title.replace(/^《([^《》]+)》$/u, '$1'),
  documentNumber: documentNumber || undefined,
  date: date ?? undefined,
});

const longTerm = (issue: IssueRow): WrittenIssue['longTerm'] => {
  const placement = placementOf(issue);
  return placement && { reason: longTermReason(issue) || undefined, reviewOn: placement.reviewOn };
};

const progressText = (issue: IssueRow): string | undefined => {
  const progress = latestProgress(issue);
  return progress ? [progress.narrative, ...progress.measures].join('\n') : progressAsDelivered(issue);
};

const assigned = ({ assignments }: IssueRow) => {
  const { leader, leadUnit, supportingUnits = [], handler } = assignments.at(-1) ?? {};
  return {
    leader: leader?.name,
    leadUnit: leadUnit?.name,
    supportingUnits: supportingUnits.map(({ name }) => name),
    handler: handler?.name,
  };
};

const closing = (issue: IssueRow): Pick<WrittenIssue, 'closedOn' | 'closedHow' | 'closedAtMeeting'> => {
  const { closed } = issue;
  if (!closed) return {};
  const closedHow = closed.way === 'decided' ? 'decided-here' : 'carried-over';
  return { closedOn: closed.on, closedHow, closedAtMeeting: closedAtMeeting(issue) };
};

export const writtenIssue = (issue: IssueRow, tasks: readonly TaskRow[], numbers: Numbers): WrittenIssue => ({
  number: numbers.issues.of(issue.id),
  area: issue.area,
  heading: issue.heading,
  text: issue.text,
  class: issue.class,
  criterion: issue.criteria.join('；') || undefined,
  taskNumbers: tasks.map(({ id }) => numbers.tasks.of(id)),
  measures: tasks.flatMap(({ measures }) => measures),
  ...assigned(issue),
  firstDueOn: issue.firstDueOn ?? undefined,
  dueOn: issue.dueOn ?? undefined,
  progress: progressText(issue),
  status: issue.status,
  longTerm: longTerm(issue),
  evidenceList: issue.evidence.filter(({ replacedBy }) => replacedBy === null).map(({ name }) => name),
  regulations: issue.regulations.map(statedRegulation),
  ...closing(issue),
  ...writtenReview(issue),
  remark: issueRemark(issue, numbers.issues),
});
