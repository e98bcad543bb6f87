import type { IssueStatus } from '#rectification';
import type { CarriedOver, ReportIssue } from './report-content.js';
import { chineseDate } from '#documents';

const STATUS: Readonly<Record<IssueStatus, string>> = {
  delivered: '已反馈，尚未认领',
  assigned: '已认领',
  rectifying: '整改中',
  'closure-requested': '整改中，已申请销号',
  'under-review': '整改中，销号申请审核中',
  submitted: '整改中，销号已提请审议',
  closed: '已销号',
  'long-term': '长期整改',
};

export const statusName = ({ status, extensionRequested }: ReportIssue): string =>
  extensionRequested && status !== 'closed' ? `${STATUS[status]}，申请延期` : STATUS[status];

const place = ({ file, sheet, row }: CarriedOver): string =>
  `“${file}”${sheet ? `“${sheet}”表` : ''}${row === undefined ? '（行号未登记）' : `第${row}行`}`;

const carriedOverNote = (issue: ReportIssue): string => {
  if (!issue.carriedOver || (issue.status !== 'closed' && issue.status !== 'long-term')) return '';
  return `【结转】据${place(issue.carriedOver)}结转，非经本系统审定。`;
};

/** Like the date, it is of the end in force: a reopened issue may still carry the meeting that closed it. */
const meetingNote = ({ status, decidedAt }: ReportIssue): string => {
  if (!decidedAt || (status !== 'closed' && status !== 'long-term')) return '';
  return `经${decidedAt}审议${status === 'closed' ? '通过' : '，列入长期整改'}。`;
};

/** A date of closing is printed for closed issues alone: a reopened one may still carry its former date. */
export const statusSentence = (issue: ReportIssue): string => {
  const on = issue.status === 'closed' && issue.closedOn ? `（${chineseDate(issue.closedOn)}）` : '';
  return `${statusName(issue)}${on}。${meetingNote(issue)}${carriedOverNote(issue)}`;
};
