import { chineseDate } from '#documents';
import type { IssueStatus } from '#rectification';
import type { ReportIssue, ReportReopening } from './report-content.js';

export const STATUS: Readonly<Record<IssueStatus, string>> = {
  delivered: '已反馈，尚未明确责任',
  assigned: '待认领',
  rectifying: '整改中',
  'closure-requested': '整改中，已申请销号',
  'under-review': '整改中，销号申请审核中',
  submitted: '整改中，销号已提请审议',
  closed: '已销号',
  'long-term': '长期整改',
};

const WHY: Readonly<Record<ReportReopening['source'], string>> = {
  're-check': '复查不合格',
  relapse: '问题反弹',
  'review-date-passed': '复核日期已过',
};

export const TOLD_ONLY = '原通报未逐项载明是否完成';

/** A delivered report tells of it without saying whether it is done. */
export const isToldOnly = ({ status, toldBy }: ReportIssue): boolean => status === 'delivered' && toldBy !== undefined;

/** Claimed is what all have claimed who were to: the unit and the leader who is responsible. */
const claiming = ({ status, claimed }: ReportIssue): string | undefined => {
  if (!claimed) return undefined;
  if (status === 'assigned') return claimed.byLeader ? '责任领导已认领，待牵头单位认领' : undefined;
  if (status !== 'rectifying' || !claimed.byUnit) return undefined;
  return claimed.byLeader ? '整改中，已认领' : '整改中，待责任领导认领';
};

const nameOf = (issue: ReportIssue): string => {
  const { status, reopened } = issue;
  if (isToldOnly(issue)) return TOLD_ONLY;
  const claimed = claiming(issue);
  if (claimed) return claimed;
  return status === 'rectifying' && reopened ? '重新整改' : STATUS[status];
};

export const statusName = (issue: ReportIssue): string =>
  issue.extensionRequested && issue.status !== 'closed' ? `${nameOf(issue)}，申请延期` : nameOf(issue);

const reopening = ({ reopened }: ReportIssue): string => {
  if (!reopened) return '';
  const { on, closedOn, source } = reopened;
  const before = closedOn ? `曾于${chineseDate(closedOn)}销号，` : '';
  return `该问题${before}${chineseDate(on)}因${WHY[source]}重新整改。`;
};

const closing = ({ closedOn, enteredOn, decidedAt }: ReportIssue): string => {
  const on = closedOn ? chineseDate(closedOn) : '';
  const how = decidedAt ? `${on && `${on}，`}经${decidedAt}审议通过，予以` : on || '现已';
  return `${how}销号${enteredOn ? `（${chineseDate(enteredOn)}登记）` : ''}。`;
};

const placing = ({ decidedAt, remainder }: ReportIssue): string => {
  const how = decidedAt ? `经${decidedAt}审议通过，` : '';
  return `${how}列入长期整改${remainder?.reviewOn ? `，复核日期为${chineseDate(remainder.reviewOn)}` : ''}。`;
};

/** A date of closing is printed for closed issues alone: a reopened one may still carry its former date, and its meeting. */
const ending = (issue: ReportIssue): string => {
  if (issue.status === 'closed') return closing(issue);
  return issue.status === 'long-term' ? placing(issue) : '';
};

/** How the issue came to where it stands, as far as it was ended at all. */
export const endSentence = (issue: ReportIssue): string => reopening(issue) + ending(issue);
