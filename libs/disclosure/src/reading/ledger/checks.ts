import type { ReadIssue } from './issues.js';
import { countNames, type LedgerCounts, type LedgerIssue } from './reading.js';
import type { LedgerRemarks, Place } from './remarks.js';

export interface RoundDates {
  readonly deliveredOn?: string;
  readonly asOf?: string;
}

const countWords: Record<keyof LedgerCounts, string> = {
  areas: '方面',
  headings: '大项',
  issues: '具体问题',
  tasks: '整改任务',
  closed: '已完成（销号）',
  longTerm: '长期整改',
  regulations: '制度',
};

export const countFound = (
  issues: readonly Pick<LedgerIssue, 'area' | 'heading' | 'status'>[],
  tasks: readonly unknown[],
  regulations: readonly unknown[],
): Required<LedgerCounts> => {
  const distinct = (keys: readonly (string | undefined)[]) => new Set(keys.filter((key) => key !== undefined)).size;
  const having = (status: string) => issues.filter((issue) => issue.status?.understood === status).length;
  return {
    areas: distinct(issues.map((issue) => issue.area)),
    headings: distinct(issues.map((issue) => issue.heading && `${issue.area}\n${issue.heading}`)),
    issues: issues.length,
    tasks: tasks.length,
    closed: having('closed'),
    longTerm: having('long-term'),
    regulations: regulations.length,
  };
};

export const checkNumbers = (issues: readonly ReadIssue[]) => {
  const first = new Map<number, ReadIssue>();
  for (const read of issues) {
    const { number } = read.issue;
    if (number === undefined) continue;
    const before = first.get(number);
    if (before) read.source.warn('number-repeated', `序号 ${number} 与第 ${before.issue.row} 行重复`, 'number');
    else first.set(number, read);
  }
  checkGaps(first);
};

/** Only the bounds of a gap are named: one slip of a number must not make thousands of warnings. */
const checkGaps = (numbered: ReadonlyMap<number, ReadIssue>) => {
  let expected = 1;
  for (const number of [...numbered.keys()].sort((a, b) => a - b)) {
    const missing = number - 1 > expected ? `${expected}—${number - 1}` : String(expected);
    if (number > expected)
      numbered.get(number)!.source.warn('number-gap', `序号 ${number} 之前缺少 ${missing}`, 'number');
    expected = number + 1;
  }
};

export const checkDates = ({ issue, source }: ReadIssue, { deliveredOn, asOf }: RoundDates) => {
  const { closedOn, startedOn, dueOn, firstDueOn } = issue;
  const after = (late?: string, early?: string) => late !== undefined && early !== undefined && late > early;
  if (after(startedOn, closedOn))
    source.warn('closed-before-start', `销号日期 ${closedOn} 早于开始时间 ${startedOn}`, 'closedOn');
  if (after(deliveredOn, closedOn))
    source.warn('closed-before-delivered', `销号日期 ${closedOn} 早于反馈日期 ${deliveredOn}`, 'closedOn');
  if (after(closedOn, asOf)) source.warn('closed-after-as-of', `销号日期 ${closedOn} 晚于截至日期 ${asOf}`, 'closedOn');
  if (after(startedOn, dueOn)) source.warn('due-before-start', `完成时限 ${dueOn} 早于开始时间 ${startedOn}`, 'dueOn');
  if (after(firstDueOn, dueOn))
    source.warn('due-moved-forward', `现行时限 ${dueOn} 早于原始时限 ${firstDueOn}`, 'dueOn');
};

export const checkOutcome = ({ issue, source }: ReadIssue) => {
  const closed = issue.status?.understood === 'closed';
  if (closed && !issue.closedOn) source.warn('closed-without-date', '已完成但没有可用的销号日期', 'closedOn');
  if (!closed && issue.closedOn) source.warn('date-without-closure', '有销号日期，但完成情况不是已完成', 'status');
};

export const checkLongTerm = ({ issue, source }: ReadIssue) => {
  if (issue.status?.understood === 'long-term' && !issue.longTerm?.reviewOn)
    source.warn('long-term-without-review-date', '长期整改没有复核日期，导入时须补充', 'status');
};

export interface StatedTotals {
  readonly place: Place;
  readonly counts: LedgerCounts;
}

export const checkTotals = (totals: readonly StatedTotals[], found: Required<LedgerCounts>, remarks: LedgerRemarks) => {
  for (const { place, counts } of totals)
    for (const name of countNames) {
      const stated = counts[name];
      if (stated === undefined || stated === found[name]) continue;
      remarks.warn('stated-count-differs', place, `合计行写${countWords[name]} ${stated}，实际读到 ${found[name]}`);
    }
};
