import { money } from '#documents';
import { dateOf } from '#event-sourcing';
import type { IssueRow } from '#rectification';
import type { WrittenIssue } from '../writing/ledger-content.js';

type Kind = IssueRow['accountability'][number]['kind'];

const KINDS: Readonly<Record<Kind, readonly [name: string, unit: string]>> = {
  discipline: ['党纪政务处分', '人'],
  organisational: ['组织处理', '人'],
  admonition: ['诫勉', '人'],
  referral: ['移交问题线索', '件'],
  criticism: ['批评教育', '人次'],
  'self-criticism': ['书面检查', '人次'],
};

const EXTENSION = { requested: '待批准', granted: '已批准', refused: '未批准', voided: '已失效' } as const;
const LEVEL = { unit: '牵头单位', office: '巡察办' } as const;
const OUTCOME = {
  approved: '准予销号',
  returned: '退回整改',
  voided: '内容变更，申请失效',
  rejected: '不予销号',
  'voted-down': '会议未通过',
  'long-term': '转入长期整改',
} as const;

const lines = (texts: readonly string[]): string | undefined => texts.join('\n') || undefined;
const because = (reason: string): string => (reason ? `：${reason}` : '');

const extensions = ({ extensions }: IssueRow): string | undefined =>
  lines(extensions.map(({ from, to, state, reason }) => `${from}延至${to}（${EXTENSION[state]}）${because(reason)}`));

const accountability = ({ accountability }: IssueRow): string | undefined => {
  const byKind = Map.groupBy(accountability, ({ kind }) => kind);
  return lines(
    [...byKind].map(([kind, entries]) => {
      const [name, unit] = KINDS[kind];
      return `${name}${entries.reduce((sum, { number }) => sum + number, 0)}${unit}`;
    }),
  );
};

const recovered = ({ recoveries }: IssueRow): string | undefined =>
  recoveries.length === 0 ? undefined : money(recoveries.reduce((sum, { amount }) => sum + amount, 0));

/** Of the last request for closure: whoever reviewed it, and what it came to. */
const review = ({ closureAttempts }: IssueRow): string | undefined => {
  const { endorsements = [], outcome } = closureAttempts.at(-1) ?? {};
  const opinions = endorsements.map(
    ({ level, by, effectiveAt, opinion }) =>
      `${LEVEL[level]}${by.name}${dateOf(effectiveAt)}${because(opinion || '同意')}`,
  );
  const end = outcome ? [`${dateOf(outcome.effectiveAt)}${OUTCOME[outcome.kind]}${because(outcome.reason)}`] : [];
  return lines([...opinions, ...end]);
};

const recheck = ({ reopenings }: IssueRow): string | undefined =>
  lines(reopenings.map(({ effectiveAt, reason }) => `${dateOf(effectiveAt)}重新整改${because(reason)}`));

/** What a delivered ledger told under a title stands until something of the kind is recorded here. */
export const writtenReview = (
  issue: IssueRow,
): Pick<WrittenIssue, 'extensions' | 'accountability' | 'recovered' | 'review' | 'recheck'> => {
  const delivered = (title: string): string | undefined => issue.asDelivered[title];
  return {
    extensions: extensions(issue) ?? delivered('延期情况'),
    accountability: accountability(issue) ?? delivered('追责问责'),
    recovered: recovered(issue) ?? delivered('追缴（挽回）资金'),
    review: review(issue) ?? delivered('审核意见'),
    recheck: recheck(issue) ?? delivered('回头看情况'),
  };
};
