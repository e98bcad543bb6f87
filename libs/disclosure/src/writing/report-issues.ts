import { type Block, bookTitle, chineseDate, chineseOrdinal, sentence } from '#documents';
import type {
  OfficialReport,
  ReportArea,
  ReportFigure,
  ReportHeading,
  ReportIssue,
  ReportRegulation,
  ReportReplyApart,
} from './report-content.js';
import { statusSentence } from './report-status.js';
import { toldOnce } from './told-once.js';

const figure = ({ name, value, unit, on }: ReportFigure): string =>
  `${name}${value}${unit}${on ? `（${chineseDate(on)}）` : ''}`;

const regulation = ({ kind, title, documentNumber, date }: ReportRegulation): string => {
  const details = [documentNumber ?? '', date ? chineseDate(date) : ''].filter((detail) => detail !== '');
  return `${kind === 'made' ? '制定' : '修订'}${bookTitle(title)}${details.length > 0 ? `（${details.join('，')}）` : ''}`;
};

const listed = (label: string, parts: readonly string[]): Block[] =>
  parts.length === 0 ? [] : [{ kind: 'paragraph', label, text: `${parts.join('；')}。` }];

const rectification = (issue: ReportIssue): Block[] => [
  { kind: 'paragraph', label: '整改情况', text: toldOnce(issue) || '尚无整改记录。' },
];

export const issueNumber = ({ number }: ReportIssue): string => `（${number.replace(/^[（(]|[）)]$/gu, '')}）`;

const issueBlocks = (issue: ReportIssue): Block[] => [
  { kind: 'item', text: `${issueNumber(issue)}${issue.text.trim() || '问题原文未登记。'}` },
  { kind: 'paragraph', label: '整改状态', text: statusSentence(issue) },
  ...rectification(issue),
  ...listed('主要数据', issue.figures.map(figure)),
  ...listed('建章立制', issue.regulations.map(regulation)),
];

const orNone = (blocks: Block[]): Block[] => (blocks.length > 0 ? blocks : [{ kind: 'paragraph', text: '无。' }]);

const headingBlocks = (heading: ReportHeading): Block[] => [
  { kind: 'heading', text: `${heading.ordinal}.${heading.title}` },
  ...orNone(heading.issues.flatMap(issueBlocks)),
];

const apartBlocks = ({ number, text }: ReportReplyApart): Block[] => [
  { kind: 'item', text: `${number === undefined ? '' : `（${number}）`}原通报此处缺少问题标题，整改情况照录如下。` },
  { kind: 'paragraph', label: '整改情况', text: sentence(text) },
];

const areaBlocks = ({ ordinal, title, headings, repliesApart = [] }: ReportArea): Block[] => {
  const listed = (behind: string | undefined) =>
    headings.some(({ issues }) => issues.some((one) => one.number === behind));
  const behind = ({ issues }: ReportHeading) =>
    repliesApart.filter((one) => issues.some(({ number }) => number === one.behind));
  return [
    { kind: 'area', text: `（${chineseOrdinal(ordinal)}）反馈问题：${title}` },
    ...repliesApart.filter((one) => !listed(one.behind)).flatMap(apartBlocks),
    ...orNone(headings.flatMap((heading) => [...headingBlocks(heading), ...behind(heading).flatMap(apartBlocks)])),
  ];
};

export const issuesBlocks = ({ areas }: OfficialReport): Block[] => orNone(areas.flatMap(areaBlocks));
