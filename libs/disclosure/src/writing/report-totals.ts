import { type Block, chineseDate, money, percent, sentence } from '#documents';
import type { AccountabilityKind, CarriedOver, OfficialReport, ReportTotals, Share } from './report-content.js';

const ACCOUNTABILITY: Readonly<Record<AccountabilityKind, readonly [label: string, unit: string]>> = {
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

const carriedOverClosures = (report: OfficialReport): CarriedOver[] =>
  report.areas
    .flatMap((area) => area.headings)
    .flatMap((heading) => heading.issues)
    .flatMap((issue) => (issue.status === 'closed' && issue.carriedOver ? [issue.carriedOver] : []));

const hashes = (from: readonly CarriedOver[]): string => {
  const files = from.filter(({ sha256 }) => sha256).map(({ file, sha256 }) => `“${file}”（SHA-256：${sha256}）`);
  return files.length === 0 ? '' : `台账为${[...new Set(files)].join('、')}。`;
};

const carriedOver = (report: OfficialReport): Block[] => {
  const from = carriedOverClosures(report);
  if (from.length === 0) return [];
  const text = `已整改完成事项中，${from.length}项系据导入台账结转，非经本系统审定。${hashes(from)}`;
  return [{ kind: 'paragraph', label: '结转说明', text }];
};

/** The figures as given; nothing is counted anew except the carried-over closures among the listed issues. */
export const totalsBlocks = (report: OfficialReport): Block[] => [
  {
    kind: 'paragraph',
    text:
      `${breakdown(report.totals)}截至${chineseDate(report.asOf)}，${states(report.totals)}。` +
      `制定或修订规范性文件${report.totals.regulations}项。`,
  },
  { kind: 'paragraph', label: '追责问责及资金', text: accountability(report.totals) },
  ...carriedOver(report),
  { kind: 'paragraph', label: '统计口径', text: sentence(report.countingRule || '未登记') },
];
