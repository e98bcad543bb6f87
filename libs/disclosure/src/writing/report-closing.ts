import { type Block, chineseDate, chineseInstant, firstSentence, sentence } from '#documents';
import type { OfficialReport, Remainder, ReportIssue } from './report-content.js';
import { issueNumber } from './report-issues.js';
import { statusName } from './report-status.js';

const NOT_REGISTERED = '未登记';

const told = (text: string | undefined): string => text?.trim() || NOT_REGISTERED;

const toldDate = (date: string | undefined): string => (date ? chineseDate(date) : NOT_REGISTERED);

const deadline = (issue: ReportIssue, { dueOn, reviewOn }: Remainder): string =>
  issue.status === 'long-term' ? `复核日期：${toldDate(reviewOn)}。` : `完成时限：${toldDate(dueOn)}。`;

const unfinishedBlocks = (issue: ReportIssue): Block[] => {
  const remainder = issue.remainder ?? {};
  const reason = `原因：${sentence(told(remainder.reason))}`;
  const nextSteps = `下一步措施：${sentence(told(remainder.nextSteps))}`;
  const responsible = `责任单位和责任人：${sentence(told(remainder.responsible))}`;
  return [
    { kind: 'item', text: `${issueNumber(issue)}${firstSentence(issue.text)}（${statusName(issue)}）` },
    { kind: 'paragraph', text: reason + nextSteps + deadline(issue, remainder) + responsible },
  ];
};

/** Every listed issue that is not closed, so that none can be left out; named by number and its first sentence. */
export const remainderBlocks = ({ areas }: OfficialReport): Block[] => {
  const blocks = areas
    .flatMap((area) => area.headings)
    .flatMap((heading) => heading.issues)
    .filter((issue) => issue.status !== 'closed')
    .flatMap(unfinishedBlocks);
  return blocks.length > 0 ? blocks : [{ kind: 'paragraph', text: '无。' }];
};

export const nextStepsBlocks = ({ nextSteps }: OfficialReport): Block[] =>
  nextSteps.length > 0
    ? nextSteps.map((text) => ({ kind: 'paragraph', text: sentence(text) }))
    : [{ kind: 'paragraph', text: `${NOT_REGISTERED}。` }];

export const contactBlocks = ({ contact }: OfficialReport): Block[] => [
  { kind: 'paragraph', text: '欢迎广大干部群众对巡察整改落实情况进行监督，如有意见建议，请及时反映。' },
  { kind: 'paragraph', label: '联系电话', text: told(contact.phone) },
  { kind: 'paragraph', label: '电子邮箱', text: told(contact.mail) },
  { kind: 'paragraph', label: '邮政地址', text: told(contact.address) },
  { kind: 'paragraph', label: '受理期限', text: told(contact.period) },
];

const source = ({ source, asOf, templateVersion }: OfficialReport): string =>
  `本通报由整改台账事件记录生成：统计截至${chineseDate(asOf)}，数据取至事件位置${source.position}，` +
  `知悉时点${chineseInstant(source.knownAt)}，模板版本${templateVersion}。`;

export const endBlocks = (report: OfficialReport): Block[] => [
  { kind: 'signature', text: report.organisation },
  ...(report.issuedOn ? [{ kind: 'signature' as const, text: chineseDate(report.issuedOn) }] : []),
  ...report.footnotes.map((text, index): Block => ({ kind: 'note', label: `注${index + 1}`, text: sentence(text) })),
  { kind: 'note', label: '数据来源', text: source(report) },
];
