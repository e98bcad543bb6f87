import { listedCountWarnings, stateSumWarnings } from './counts.js';
import { laterFactIn } from './later-facts.js';
import { excerpt, sentencesOf, type Line } from './lines.js';
import type { Outline } from './outline.js';
import { ratioWarningsIn, statedRateWarnings } from './ratios.js';
import type { LeadFacts, LineKind, ReadIssue, ReportWarning } from './reading.js';
import { repeatedFigureWarnings } from './repeats.js';
import { sequenceWarnings } from './sequence.js';
import type { Totals } from './totals.js';

export interface Findings {
  readonly lines: readonly Line[];
  readonly outline: Outline;
  readonly lead: LeadFacts;
  readonly totals: Totals;
  readonly issues: readonly ReadIssue[];
}

const factNames: Readonly<Record<keyof LeadFacts, string>> = {
  organisation: '被巡察党组织',
  team: '巡察组',
  inspectedFrom: '进驻日期',
  inspectedTo: '结束日期',
  deliveredOn: '反馈日期',
  asOf: '统计截止日期',
};

const bodyKinds: ReadonlySet<LineKind> = new Set(['organisation', 'area', 'heading', 'issue', 'reply']);
const datedKinds: ReadonlySet<LineKind> = new Set([...bodyKinds, 'totals']);

const lineWarnings = ({ lines, outline }: Findings): ReportWarning[] =>
  lines.flatMap((line, index): ReportWarning[] => {
    const text = excerpt(line.text);
    const kind = outline.kinds[index];
    if (kind === 'noise')
      return [{ code: 'site-noise', line: line.number, message: `网站页面文字,不属于通报:“${text}”` }];
    if (kind !== 'not-understood') return [];
    return [{ code: 'text-not-understood', line: line.number, message: `未能识别,原样保留:“${text}”` }];
  });

const sentenceWarnings = ({ lines, outline, lead }: Findings): ReportWarning[] =>
  lines.flatMap((line, index) => {
    const kind = outline.kinds[index]!;
    const sentences = datedKinds.has(kind) ? sentencesOf(line) : [];
    const later = lead.asOf === null ? [] : sentences.flatMap((sentence) => laterFactIn(sentence, lead.asOf!) ?? []);
    return [...later, ...(bodyKinds.has(kind) ? sentences.flatMap(ratioWarningsIn) : [])];
  });

const pairingWarning = (issue: ReadIssue): ReportWarning[] => {
  if (issue.heading === null || issue.text === '') {
    const message = `整改情况之前没有对应的问题标题,单列一项,未并入上一项:“${excerpt(issue.reply)}”`;
    return [{ code: 'reply-without-heading', line: issue.line, message }];
  }
  if (issue.reply !== '') return [];
  const number = issue.number === null ? '' : `(${issue.number})`;
  return [
    {
      code: 'heading-without-reply',
      line: issue.line,
      message: `问题${number}没有整改情况:“${excerpt(issue.heading)}”`,
    },
  ];
};

const leadWarnings = (lead: LeadFacts): ReportWarning[] => {
  const missing = (Object.keys(factNames) as (keyof LeadFacts)[]).filter((fact) => lead[fact] === null);
  if (missing.length === 0) return [];
  const message = `导语中未找到:${missing.map((fact) => factNames[fact]).join('、')}`;
  return [{ code: 'lead-fact-missing', line: 1, message }];
};

const numberWarnings = ({ areas, issues }: Outline): ReportWarning[] => [
  ...sequenceWarnings(
    areas.map(({ ordinal, line }) => ({ number: ordinal, line, place: '' })),
    '方面',
  ),
  ...sequenceWarnings(
    issues.map((issue) => ({ ...issue, place: `${issue.area ?? ''}\n${issue.heading ?? ''}` })),
    '问题',
  ),
];

const nothing: ReportWarning = {
  code: 'nothing-found',
  line: 1,
  message: '没有找到任何问题或整改情况,这不是一份可以导入的整改情况通报',
};

/** All warnings in the order of their lines; the same reading always warns in the same order. */
export const warningsOf = (findings: Findings): ReportWarning[] => {
  const { outline, totals, issues, lead } = findings;
  const found = [
    ...(issues.length === 0 ? [nothing] : [...leadWarnings(lead), ...listedCountWarnings(totals, outline)]),
    ...stateSumWarnings(totals),
    ...statedRateWarnings(totals),
    ...lineWarnings(findings),
    ...issues.flatMap(pairingWarning),
    ...numberWarnings(outline),
    ...sentenceWarnings(findings),
    ...repeatedFigureWarnings(issues),
  ];
  return found.sort((a, b) => a.line - b.line);
};
