import type { RoundStatistics } from '#rectification';
import type { AccountabilityKind, ReportTotals, Share } from '../writing/report-content.js';
import { chineseDate } from '#documents';

/** Rounded as every rate of a round is: one decimal, halves up; null of nothing. */
const shareOf = (count: number, of: number): Share => ({
  count,
  rate: of === 0 ? null : Math.round((1000 * count) / of) / 10,
});

const openCount = ({ issues, byStatus }: RoundStatistics): number =>
  issues.count - byStatus.closed.count - byStatus['long-term'].count;

const furtherStates = (statistics: RoundStatistics): ReportTotals['others'] =>
  [
    { label: '正在整改', count: openCount(statistics) },
    { label: '申请延期', count: statistics.extensionRequested.count },
  ]
    .filter(({ count }) => count > 0)
    .map(({ label, count }) => ({ label, ...shareOf(count, statistics.issues.count) }));

/** What the register does not list at all is not printed as zero. */
const orUnknown = (count: number): number | null => (count === 0 ? null : count);

export const reportedTotals = (statistics: RoundStatistics): ReportTotals => {
  const { listed, completed, closedRate, longTermRate, byStatus, accountability } = statistics;
  const kinds = Object.entries(accountability).map(([kind, sum]) => [kind, sum.number] as const);
  return {
    findings: statistics.asserted.findings,
    areas: orUnknown(listed.areas),
    headings: orUnknown(listed.headings),
    tasks: orUnknown(statistics.tasks.count),
    issues: statistics.issues.count,
    closed: { count: completed.count, rate: closedRate.percent },
    longTerm: { count: byStatus['long-term'].count, rate: longTermRate.percent },
    others: furtherStates(statistics),
    regulations: statistics.regulations.count,
    accountability: Object.fromEntries(kinds) as Record<AccountabilityKind, number>,
    moneyRecovered: statistics.recovered.number,
  };
};

const COUNTED = { areas: '个方面', headings: '个大项', tasks: '项整改任务', issues: '个具体问题' } as const;

/** One sentence for each count that the delivered report states otherwise than the register lists it. */
export const statedOtherwise = ({ differences }: RoundStatistics, source: '巡察反馈' | '原通报'): string[] =>
  differences
    .filter((difference) => difference.of in COUNTED)
    .map(({ of, asserted, listed }) => `${source}载明${asserted}${COUNTED[of]}，本台账登记${listed}${COUNTED[of]}`);

/** What the rules of closing make certain, said of the issues that there are. */
export const stepsAhead = (statistics: RoundStatistics, firstReviewOn: string | undefined): string[] => {
  const open = openCount(statistics);
  const longTerm = statistics.byStatus['long-term'].count;
  return [
    open > 0 ? `对正在整改的${open}项具体问题，按照完成时限推进，经审核、审议后销号` : '',
    longTerm > 0
      ? `对长期整改的${longTerm}项具体问题，按复核日期（最近为${firstReviewOn && chineseDate(firstReviewOn)}）逐项复核，到期未作出决定的恢复整改`
      : '',
    statistics.byStatus.closed.count > 0 ? '对已销号事项开展复查，复查不合格或者问题反弹的，重新整改' : '',
  ].filter((step) => step !== '');
};
