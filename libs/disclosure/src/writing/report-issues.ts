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
import { endSentence } from './report-status.js';
import { isTold, toldOnce } from './told-once.js';

const figure = ({ name, value, unit, on }: ReportFigure): string =>
  `${name}${value}${unit}${on ? `（截至${chineseDate(on)}）` : ''}`;

const regulation = ({ kind, title, documentNumber, date }: ReportRegulation): string => {
  const details = [documentNumber ?? '', date ? chineseDate(date) : ''].filter((detail) => detail !== '');
  return `${kind === 'made' ? '制定' : '修订'}${bookTitle(title)}${details.length > 0 ? `（${details.join('，')}）` : ''}`;
};

const oneSentence = (parts: readonly string[]): string => (parts.length === 0 ? '' : `${parts.join('，')}。`);

/** A regulation that the words name is told again only for a number that they do not. */
const isNamed = (words: string, { title, documentNumber = '' }: ReportRegulation): boolean =>
  isTold(words, title) && isTold(words, documentNumber);

/** Figures and regulations that the words do not tell already. */
const particulars = (words: string, { figures, regulations }: ReportIssue): string =>
  oneSentence(figures.filter(({ name, value, unit }) => !isTold(words, `${name}${value}${unit}`)).map(figure)) +
  oneSentence(regulations.filter((one) => !isNamed(words, one)).map(regulation));

/** All that there is to say of an issue, as the field prints it: one paragraph. */
const rectification = (issue: ReportIssue): Block => {
  const words = toldOnce(issue);
  const text = words + particulars(words, issue) + endSentence(issue);
  return { kind: 'paragraph', label: '整改情况', text: text || '尚无整改记录。' };
};

export const issueNumber = ({ number }: Pick<ReportIssue, 'number'>): string =>
  `（${number.replace(/^[（(]|[）)]$/gu, '')}）`;

const issueBlocks = (issue: ReportIssue): Block[] => [
  { kind: 'item', text: `${issueNumber(issue)}${issue.text.trim() || '（问题原文缺失）'}` },
  rectification(issue),
];

const orNone = (blocks: Block[]): Block[] => (blocks.length > 0 ? blocks : [{ kind: 'paragraph', text: '无。' }]);

const headingBlocks = (heading: ReportHeading): Block[] => [
  { kind: 'heading', text: `${heading.ordinal}.${heading.title}` },
  ...orNone(heading.issues.flatMap(issueBlocks)),
];

const apartBlocks = ({ number, text }: ReportReplyApart): Block[] => [
  { kind: 'item', text: `${number === undefined ? '' : `（${number}）`}（原通报此处缺少问题标题，整改情况照录）` },
  { kind: 'paragraph', label: '整改情况', text: sentence(text) },
];

/** Whole sentences end as such, whatever an import left of their full stop; a mere name has none. */
const finding = (title: string): string => (/[，,；;。]/u.test(title) ? sentence(title) : title);

const areaBlocks = ({ ordinal, title, headings, repliesApart = [] }: ReportArea): Block[] => {
  const listed = (behind: string | undefined) =>
    headings.some(({ issues }) => issues.some((one) => one.number === behind));
  const behind = ({ issues }: ReportHeading) =>
    repliesApart.filter((one) => issues.some(({ number }) => number === one.behind));
  return [
    { kind: 'area', text: `（${chineseOrdinal(ordinal)}）反馈问题：${finding(title)}` },
    ...repliesApart.filter((one) => !listed(one.behind)).flatMap(apartBlocks),
    ...orNone(headings.flatMap((heading) => [...headingBlocks(heading), ...behind(heading).flatMap(apartBlocks)])),
  ];
};

export const issuesBlocks = ({ areas }: OfficialReport): Block[] => orNone(areas.flatMap(areaBlocks));
