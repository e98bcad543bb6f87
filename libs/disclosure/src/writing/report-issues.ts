import { type Block, bookTitle, chineseDate, chineseOrdinal, enumerated, sentence } from '#documents';
import type {
  OfficialReport,
  ReportArea,
  ReportFigure,
  ReportHeading,
  ReportIssue,
  ReportRegulation,
} from './report-content.js';
import { statusSentence } from './report-status.js';

const figure = ({ name, value, unit, on }: ReportFigure): string =>
  `${name}${value}${unit}${on ? `（${chineseDate(on)}）` : ''}`;

const regulation = ({ kind, title, documentNumber, date }: ReportRegulation): string => {
  const details = [documentNumber ?? '', date ? chineseDate(date) : ''].filter((detail) => detail !== '');
  return `${kind === 'made' ? '制定' : '修订'}${bookTitle(title)}${details.length > 0 ? `（${details.join('，')}）` : ''}`;
};

const listed = (label: string, parts: readonly string[]): Block[] =>
  parts.length === 0 ? [] : [{ kind: 'paragraph', label, text: `${parts.join('；')}。` }];

/** Measures come first; a progress narrative follows them, or stands in their place when there are none. */
const rectification = ({ measures, progress }: ReportIssue): Block[] => {
  const told = measures.filter((measure) => measure.trim() !== '');
  const narrative = progress?.trim() ? sentence(progress) : '';
  if (told.length === 0) return [{ kind: 'paragraph', label: '整改情况', text: narrative || '尚无整改记录。' }];
  const measured: Block = { kind: 'paragraph', label: '整改情况', text: enumerated(told) };
  return narrative ? [measured, { kind: 'paragraph', label: '整改进展', text: narrative }] : [measured];
};

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

const areaBlocks = (area: ReportArea): Block[] => [
  { kind: 'area', text: `（${chineseOrdinal(area.ordinal)}）反馈问题：${area.title}` },
  ...orNone(area.headings.flatMap(headingBlocks)),
];

export const issuesBlocks = ({ areas }: OfficialReport): Block[] => orNone(areas.flatMap(areaBlocks));
