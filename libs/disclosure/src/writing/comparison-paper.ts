import { type Block, chineseDate, firstSentence, money, type Paper, percent, sentence } from '#documents';
import type { ComparedEvent, ComparedIssue, ComparedTotals, RoundComparison } from './comparison-content.js';
import { issueNumber } from './report-issues.js';
import { STATUS } from './report-status.js';
import { ACCOUNTABILITY } from './report-totals.js';

interface Figure {
  readonly label: string;
  readonly of: (totals: ComparedTotals) => number;
  readonly told: (value: number) => string;
  readonly rate?: { readonly label: string; readonly of: (totals: ComparedTotals) => number | null };
}

const counted = (unit: string) => (value: number) => `${value}${unit}`;

const accountability = Object.entries(ACCOUNTABILITY).map(([kind, [label, unit]]): Figure => ({
  label,
  of: (totals) => totals.accountability[kind as keyof typeof ACCOUNTABILITY],
  told: counted(unit),
}));

const FIGURES: readonly Figure[] = [
  { label: '具体问题', of: ({ issues }) => issues, told: counted('项') },
  {
    label: '已整改完成',
    of: ({ closed }) => closed.count,
    told: counted('项'),
    rate: { label: '完成率', of: ({ closed }) => closed.rate },
  },
  {
    label: '长期整改',
    of: ({ longTerm }) => longTerm.count,
    told: counted('项'),
    rate: { label: '占比', of: ({ longTerm }) => longTerm.rate },
  },
  { label: '正在整改', of: ({ open }) => open, told: counted('项') },
  { label: '申请延期', of: ({ extensionRequested }) => extensionRequested, told: counted('项') },
  { label: '整改任务', of: ({ tasks }) => tasks, told: counted('项') },
  { label: '已完成整改任务', of: ({ tasksCompleted }) => tasksCompleted, told: counted('项') },
  { label: '制定或修订规范性文件', of: ({ regulations }) => regulations, told: counted('项') },
  ...accountability,
  { label: '追缴（挽回）资金', of: ({ moneyRecovered }) => moneyRecovered, told: money },
];

const moved = (before: string, after: string, difference: string, isMore: boolean): string =>
  `由${before}${isMore ? '增至' : '减至'}${after}，${isMore ? '增加' : '减少'}${difference}`;

const rateMoved = ({ rate }: Figure, from: ComparedTotals, to: ComparedTotals): string => {
  const [before, after] = [rate?.of(from), rate?.of(to)];
  if (!rate || typeof after !== 'number' || before === after) return '';
  const said = typeof before === 'number' ? `由${percent(before)}变为${percent(after)}` : `为${percent(after)}`;
  return `；${rate.label}${said}`;
};

const isMoved = (figure: Figure, from: ComparedTotals, to: ComparedTotals): boolean =>
  figure.of(from) !== figure.of(to) || rateMoved(figure, from, to) !== '';

const figureBlock = (figure: Figure, from: ComparedTotals, to: ComparedTotals): Block => {
  const { label, of, told } = figure;
  const [before, after] = [of(from), of(to)];
  const difference = told(Math.abs(after - before));
  const text = before === after ? told(after) : moved(told(before), told(after), difference, after > before);
  return { kind: 'paragraph', label, text: `${text}${rateMoved(figure, from, to)}。` };
};

const listed = (figures: readonly Figure[], totals: ComparedTotals): string =>
  `${figures.map(({ label, of, told }) => `${label}${told(of(totals))}`).join('，')}。`;

const rulesBlocks = (from: ComparedTotals | null, to: ComparedTotals): Block[] => {
  const before = from && from.countingRule !== to.countingRule ? `${sentence(from.countingRule)}现为：` : '';
  return [{ kind: 'paragraph', label: '统计口径', text: before + sentence(to.countingRule) }];
};

const totalsBlocks = ({ from: day, totals: { from, to } }: RoundComparison): Block[] => {
  if (!from)
    return [
      { kind: 'paragraph', text: `${chineseDate(day)}尚未建立本轮次整改台账，没有可比数字。` },
      { kind: 'paragraph', label: '现有数字', text: listed(FIGURES, to) },
      ...rulesBlocks(null, to),
    ];
  const changed = FIGURES.filter((figure) => isMoved(figure, from, to));
  const same = FIGURES.filter((figure) => !isMoved(figure, from, to));
  return [
    ...changed.map((figure) => figureBlock(figure, from, to)),
    ...(same.length > 0 ? [{ kind: 'paragraph' as const, label: '没有变化', text: listed(same, to) }] : []),
    ...rulesBlocks(from, to),
  ];
};

const statusMoved = ({ status: { from, to }, reopened }: ComparedIssue): string => {
  const now = reopened ? '重新整改' : STATUS[to];
  if (from === null) return `新列入台账，现为“${now}”。`;
  return STATUS[from] === now ? `仍为“${now}”。` : `由“${STATUS[from]}”变为“${now}”。`;
};

const LATE = '补录';

const eventTold = ({ name, by, late }: ComparedEvent): string => `${name}（${by}${late ? `，${LATE}` : ''}）`;

/** Day by day. */
const eventsTold = (events: readonly ComparedEvent[]): string =>
  [...Map.groupBy(events, ({ on }) => on)]
    .map(([on, some]) => chineseDate(on) + some.map(eventTold).join('、'))
    .join('；');

const lateNote = ({ to, issues }: RoundComparison): Block[] =>
  issues.some(({ events }) => events.some(({ late }) => late))
    ? [{ kind: 'note', label: '注', text: `标明“${LATE}”的事项，系在${chineseDate(to)}之后登记。` }]
    : [];

const issueBlocks = (issue: ComparedIssue): Block[] => [
  { kind: 'item', text: `${issueNumber(issue)}${sentence(firstSentence(issue.text) || '（问题原文缺失）')}` },
  { kind: 'paragraph', label: '整改状态', text: statusMoved(issue) },
  ...(issue.events.length > 0
    ? [{ kind: 'paragraph' as const, label: '其间事项', text: `${eventsTold(issue.events)}。` }]
    : []),
];

const summary = ({ issues }: RoundComparison): string => {
  if (issues.length === 0) return '其间没有具体问题发生变化。';
  const moved = issues.filter(({ status, reopened }) => reopened || status.from !== status.to).length;
  return `其间有变化的具体问题${issues.length}项，其中整改状态改变的${moved}项。`;
};

const blocksOf = (comparison: RoundComparison): Block[] => [
  { kind: 'title', text: comparison.title },
  { kind: 'subtitle', text: `（${chineseDate(comparison.from)}与${chineseDate(comparison.to)}）` },
  { kind: 'section', text: '一、总体数字' },
  ...totalsBlocks(comparison),
  { kind: 'section', text: '二、有变化的具体问题' },
  { kind: 'paragraph', text: summary(comparison) },
  ...comparison.issues.flatMap(issueBlocks),
  ...lateNote(comparison),
];

export const comparisonPaperOf = (comparison: RoundComparison): Paper => ({
  blocks: blocksOf(comparison),
  author: comparison.organisation,
  on: comparison.to,
  properties: [
    { name: 'from', label: '对比起始日', value: comparison.from },
    { name: 'asOf', label: '统计截至', value: comparison.to },
    { name: 'position', label: '数据位置', value: comparison.source.position },
    { name: 'knownAt', label: '知悉时点', value: comparison.source.knownAt },
    { name: 'template', label: '模板版本', value: comparison.templateVersion },
  ],
});
