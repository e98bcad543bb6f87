import type { RoundStatistics } from '#rectification';
import type { ReportTotals, Share } from '../writing/report-content.js';
import { chineseDate } from '#documents';

/** Rounded as every rate of a round is: one decimal, halves up; null of nothing. */
const shareOf = (count: number, of: number): Share => ({
  count,
  rate: of === 0 ? null : Math.round((1000 * count) / of) / 10,
});

export const openCount = ({ issues, byStatus }: RoundStatistics): number =>
  issues - byStatus.closed - byStatus['long-term'];

/** Counted beside the statistics, from the issues that the report prints. */
export interface OpenIssues {
  /** Of which a delivered report tells without saying whether they are done. */
  readonly toldOnly: number;
  /** The due date has passed. */
  readonly overdue: number;
  /** Given to nobody yet, so that there is no due date. */
  readonly undated: number;
}

const NONE_APART: OpenIssues = { toldOnly: 0, overdue: 0, undated: 0 };

/** An overdue issue, and one that more time is asked for, is among those at work. */
const furtherStates = (statistics: RoundStatistics, { toldOnly, overdue }: OpenIssues): ReportTotals['others'] =>
  [
    { label: '正在整改', count: openCount(statistics) - toldOnly },
    { label: '其中申请延期', count: statistics.extensionRequested },
    { label: '其中已超过完成时限', count: overdue },
    { label: '原通报未逐项载明是否完成', count: toldOnly },
  ]
    .filter(({ count }) => count > 0)
    .map(({ label, count }) => ({ label, ...shareOf(count, statistics.issues) }));

/** What the register does not list at all is not printed as zero. */
const orUnknown = (count: number): number | null => (count === 0 ? null : count);

export const reportedTotals = (statistics: RoundStatistics, open = NONE_APART): ReportTotals => {
  const { listed, completed, closedRate, longTermRate, byStatus, accountability } = statistics;
  return {
    findings: statistics.asserted.findings,
    areas: orUnknown(listed.areas),
    headings: orUnknown(listed.headings),
    tasks: orUnknown(statistics.tasks),
    issues: statistics.issues,
    closed: { count: completed, rate: closedRate.percent },
    longTerm: { count: byStatus['long-term'], rate: longTermRate.percent },
    others: furtherStates(statistics, open),
    regulations: statistics.regulations,
    accountability,
    moneyRecovered: statistics.recoveredFen,
  };
};

const COUNTED = { areas: '个方面', headings: '个大项', tasks: '项整改任务', issues: '个具体问题' } as const;

/** One sentence for each count that the delivered report states otherwise than the register lists it. */
export const statedOtherwise = ({ differences }: RoundStatistics, source: '巡察反馈' | '原通报'): string[] =>
  differences
    .filter((difference) => difference.of in COUNTED)
    .map(({ of, asserted, listed }) => `${source}载明${asserted}${COUNTED[of]}，本台账登记${listed}${COUNTED[of]}`);

interface Ahead {
  readonly statistics: RoundStatistics;
  readonly open: OpenIssues;
  readonly firstReviewOn: string | undefined;
}

/** What the rules of closing make certain, said of the issues that there are. */
export const stepsAhead = ({ statistics, open, firstReviewOn }: Ahead): string[] => {
  const { toldOnly, overdue, undated } = open;
  const inTime = openCount(statistics) - toldOnly - overdue - undated;
  const longTerm = statistics.byStatus['long-term'];
  return [
    inTime > 0 ? `对正在整改的${inTime}项具体问题，按照完成时限推进，经审核、审议后销号` : '',
    overdue > 0 ? `对已超过完成时限的${overdue}项具体问题，抓紧整改，经审核、审议后销号` : '',
    undated > 0 ? `对尚未明确责任的${undated}项具体问题，明确责任和完成时限` : '',
    toldOnly > 0 ? `对原通报未逐项载明是否完成的${toldOnly}项具体问题，逐项核实，明确责任和完成时限` : '',
    longTerm > 0
      ? `对长期整改的${longTerm}项具体问题，按复核日期（最近为${firstReviewOn && chineseDate(firstReviewOn)}）逐项复核，到期未作出决定的恢复整改`
      : '',
    statistics.byStatus.closed > 0 ? '对已销号事项开展复查，复查不合格或者问题反弹的，重新整改' : '',
  ].filter((step) => step !== '');
};
