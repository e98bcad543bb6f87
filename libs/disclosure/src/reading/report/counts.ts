import type { Outline } from './outline.js';
import type { ReportWarning, StatedCounts, StatedState } from './reading.js';
import type { Totals } from './totals.js';

const differs = (line: number, message: string): ReportWarning => ({ code: 'stated-count-differs', line, message });

const listedCounts = ({ areas, issues }: Outline) => {
  const headed = issues.filter((issue) => issue.title !== '');
  return {
    areas: areas.length,
    headings: new Set(headed.map((issue) => `${issue.area ?? ''}\n${issue.heading ?? ''}`)).size,
    issues: headed.length,
    orphans: issues.length - headed.length,
  };
};

/** Counts that the totals state against what the text goes on to list. */
export const listedCountWarnings = ({ stated, statedAt }: Totals, outline: Outline): ReportWarning[] => {
  const listed = listedCounts(outline);
  const orphans = listed.orphans > 0 ? `,另有${listed.orphans}条整改情况没有标题` : '';
  const fact: keyof StatedCounts = stated.issues === null ? 'findings' : 'issues';
  const rows = [
    { fact: 'areas' as const, noun: '个方面', found: listed.areas, more: '' },
    { fact: 'headings' as const, noun: '大项', found: listed.headings, more: '' },
    { fact, noun: fact === 'issues' ? '项具体问题' : '个反馈问题', found: listed.issues, more: orphans },
  ];
  return rows.flatMap(({ fact, noun, found, more }) => {
    const said = stated[fact];
    if (said === null || said === found) return [];
    return [differs(statedAt.get(fact)!, `总体数据称${said}${noun},正文列出${found}${noun}${more}`)];
  });
};

/** 未完成 may stand beside 正在整改 or take it in; an extension may be a state or only a mark on one. */
const mayOverlap = ({ state }: StatedState): boolean => /未完成|延期/.test(state);
const sumOf = (states: readonly StatedState[]): number => states.reduce((sum, { count }) => sum + count, 0);

const acceptableSums = (closed: number, longTerm: number, others: readonly StatedState[]): number[] => {
  const overlapping = others.filter(mayOverlap);
  const least = closed + longTerm + sumOf(others) - sumOf(overlapping);
  const sums = overlapping.reduce((all, { count }) => [...all, ...all.map((sum) => sum + count)], [least]);
  return [...sums, closed + sumOf(overlapping.filter(({ state }) => state.endsWith('未完成')))];
};

const partsOf = ({ stated, otherStates }: Totals): string => {
  const longTerm = stated.longTerm === null ? [] : [`长期整改${stated.longTerm}`];
  return [`完成${stated.closed}`, ...longTerm, ...otherStates.map(({ state, count }) => `${state}${count}`)].join('、');
};

const statesOnlyClosed = ({ stated, otherStates }: Totals, whole: number): boolean =>
  stated.longTerm === null && otherStates.length === 0 && stated.closed! < whole;

/** States that should sum to the number of issues. Closed alone may be fewer: the rest is then simply not stated. */
export const stateSumWarnings = (totals: Totals): ReportWarning[] => {
  const { stated, statedAt, otherStates } = totals;
  const whole = stated.issues ?? stated.findings;
  if (whole === null || stated.closed === null) return [];
  const sums = acceptableSums(stated.closed, stated.longTerm ?? 0, otherStates);
  if (statesOnlyClosed(totals, whole) || sums.includes(whole)) return [];
  return [differs(statedAt.get('closed')!, `各状态之和与问题总数不符:${partsOf(totals)},问题总数${whole}`)];
};
