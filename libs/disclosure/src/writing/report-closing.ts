import { type Block, chineseDate, firstSentence, sentence } from '#documents';
import type { OfficialReport, Remainder, ReportIssue } from './report-content.js';
import { issueNumber } from './report-issues.js';
import { isToldOnly, statusName, TOLD_ONLY } from './report-status.js';

const told = (label: string, text: string | undefined): string =>
  text?.trim() ? `${label}：${sentence(text.trim())}` : '';

const dated = (label: string, date: string | undefined): string => told(label, date && chineseDate(date));

/** What is known of it, and nothing of what is not. */
const unfinishedBlocks = (issue: ReportIssue): Block[] => {
  const { reason, nextSteps, dueOn, overdue, reviewOn, responsible }: Remainder = issue.remainder ?? {};
  const due = dueOn && `${chineseDate(dueOn)}${overdue ? '（已超过）' : ''}`;
  const deadline = issue.status === 'long-term' ? dated('复核日期', reviewOn) : told('完成时限', due);
  const text = told('原因', reason) + told('下一步措施', nextSteps) + deadline + told('责任单位和责任人', responsible);
  const named = `${issueNumber(issue)}${firstSentence(issue.text)}（${statusName(issue)}）`;
  return [{ kind: 'item', text: named }, ...(text === '' ? [] : [{ kind: 'paragraph' as const, text }])];
};

/** A delivered report says nothing more of them; named by their numbers, which stand above with their texts. */
const toldOnlyBlocks = (issues: readonly ReportIssue[]): Block[] => {
  if (issues.length === 0) return [];
  const numbers = issues.map(issueNumber).join('、');
  return [{ kind: 'paragraph', label: TOLD_ONLY, text: `${numbers}，共${issues.length}项。` }];
};

/** Every listed issue that is not closed, so that none can be left out; named by number and its first sentence. */
export const remainderBlocks = ({ areas }: OfficialReport): Block[] => {
  const open = areas
    .flatMap((area) => area.headings)
    .flatMap((heading) => heading.issues)
    .filter((issue) => issue.status !== 'closed');
  const { told = [], known = [] } = Object.groupBy(open, (issue) => (isToldOnly(issue) ? 'told' : 'known'));
  const blocks = [...known.flatMap(unfinishedBlocks), ...toldOnlyBlocks(told)];
  return blocks.length > 0 ? blocks : [{ kind: 'paragraph', text: '无。' }];
};

export const nextStepsBlocks = ({ nextSteps }: OfficialReport): Block[] =>
  nextSteps.map((text) => ({ kind: 'paragraph', text: sentence(text) }));

const CONTACT = { phone: '联系电话', mail: '电子邮箱', address: '邮政地址', period: '受理期限' } as const;

export const contactBlocks = ({ contact }: OfficialReport): Block[] => {
  const lines = (Object.keys(CONTACT) as (keyof typeof CONTACT)[]).flatMap((field): Block[] => {
    const text = contact[field]?.trim();
    return text ? [{ kind: 'paragraph', label: CONTACT[field], text }] : [];
  });
  if (lines.length === 0) return [];
  const invitation = '欢迎广大干部群众对巡察整改落实情况进行监督，如有意见建议，请及时反映。';
  return [{ kind: 'paragraph', text: invitation }, ...lines];
};

const TO_BE_DATED = '　　　　年　　月　　日';

/** One alone has no number. */
const noteLabel = (index: number, { length }: readonly string[]): string => (length === 1 ? '注' : `注${index + 1}`);

export const endBlocks = ({ issuer, organisation, issuedOn, footnotes }: OfficialReport): Block[] => [
  { kind: 'signature', text: issuer ?? organisation },
  { kind: 'signature', text: issuedOn ? chineseDate(issuedOn) : TO_BE_DATED },
  ...footnotes.map((text, index): Block => ({
    kind: 'note',
    label: noteLabel(index, footnotes),
    text: sentence(text),
  })),
];
