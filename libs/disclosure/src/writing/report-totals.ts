import { type Block, chineseDate, money, percent, sentence } from '#documents';
import type { AccountabilityKind, OfficialReport, ReportTotals, Share } from './report-content.js';

export const ACCOUNTABILITY: Readonly<Record<AccountabilityKind, readonly [label: string, unit: string]>> = {
  discipline: ['党纪政务处分', '人'],
  organisational: ['组织处理', '人'],
  admonition: ['诫勉', '人'],
  referral: ['移交问题线索', '件'],
  criticism: ['批评教育', '人次'],
  'self-criticism': ['书面检查', '人次'],
};

const breakdown = ({ findings, areas, headings, tasks, issues }: ReportTotals): string => {
  const parts = [
    areas === null ? '' : `${areas}个方面`,
    headings === null ? '' : `${headings}大项`,
    tasks === null ? '' : `${tasks}项整改任务`,
  ].filter((part) => part !== '');
  const opening = findings === null ? '针对巡察组反馈的问题' : `针对巡察组反馈的${findings}个问题`;
  const detail = parts.length === 0 ? '' : `细化为${parts.join('、')}，`;
  return `${opening}，${detail}共计${issues}项具体问题。`;
};

const share = (label: string, rateLabel: string, { count, rate }: Share): string =>
  rate === null ? `${label}${count}项` : `${label}${count}项，${rateLabel}${percent(rate)}`;

const states = ({ closed, longTerm, others }: ReportTotals): string =>
  [
    share('已整改完成', '完成率', closed),
    share('长期整改', '占', longTerm),
    ...others.map((other) => share(other.label, '占', other)),
  ].join('；');

const accountability = ({ accountability, moneyRecovered }: ReportTotals): string => {
  const kinds = Object.entries(ACCOUNTABILITY).map(
    ([kind, [label, unit]]) => `${label}${accountability[kind as AccountabilityKind]}${unit}`,
  );
  return `${kinds.join('，')}；追缴（挽回）资金${money(moneyRecovered)}。`;
};

/** The figures as given; nothing is counted anew. */
export const totalsBlocks = (report: OfficialReport): Block[] => [
  {
    kind: 'paragraph',
    text:
      `${breakdown(report.totals)}截至${chineseDate(report.asOf)}，${states(report.totals)}。` +
      `制定或修订规范性文件${report.totals.regulations}项。`,
  },
  { kind: 'paragraph', label: '追责问责及资金', text: accountability(report.totals) },
  ...(report.countingRule
    ? [{ kind: 'paragraph' as const, label: '统计口径', text: sentence(report.countingRule) }]
    : []),
];
