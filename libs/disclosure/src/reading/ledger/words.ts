import type { IssueStatus } from '#rectification';

/** The first word of each row is the official one, which the writer prints; the reader knows them all. */
const statusWords = {
  'not-started': ['未启动', '未开始', '尚未启动', '未整改'],
  delivered: ['已反馈'],
  assigned: ['待认领', '未认领', '尚未认领'],
  /** No state of its own: work goes on from there. */
  claimed: ['已认领'],
  rectifying: ['整改中', '正在整改', '推进中', '进行中', '正在推进', '未完成', '尚未完成'],
  returned: ['退回整改', '退回'],
  'basically-done': ['基本完成', '阶段性完成', '取得阶段性成效'],
  'extension-requested': ['申请延期', '延期'],
  'closure-requested': ['申请销号', '已申报销号', '待销号'],
  'under-review': ['审核中'],
  submitted: ['提请审议'],
  closed: ['已销号', '已完成', '完成', '已整改', '整改完成', '完成整改', '已整改到位', '已办结', '销号'],
  'long-term': ['长期整改', '长期坚持', '持续整改', '持续推进', '转长期整改'],
} as const satisfies Readonly<Record<IssueStatus, readonly string[]>> & Readonly<Record<string, readonly string[]>>;

const classWords = {
  immediate: ['立行立改', '立即整改', '边巡边改'],
  phased: ['分阶段整改', '分阶段', '限期整改'],
  continuous: ['持续整改', '长期整改', '长期坚持'],
} as const;

export type LedgerStatus = keyof typeof statusWords;
export type LedgerClass = keyof typeof classWords;

const understoodBy = <Key extends string>(words: Record<Key, readonly string[]>) =>
  new Map((Object.keys(words) as Key[]).flatMap((key) => words[key].map((word) => [word, key] as const)));

const statuses = understoodBy<LedgerStatus>(statusWords);
const classes = understoodBy<LedgerClass>(classWords);
const bare = (text: string) => text.normalize('NFKC').replace(/[\s。.,;]/g, '');

export const understandStatus = (text: string): LedgerStatus | undefined => statuses.get(bare(text));
export const understandClass = (text: string): LedgerClass | undefined => classes.get(bare(text));
export const statusWord = (status: LedgerStatus): string => statusWords[status][0];
export const classWord = (name: LedgerClass): string => classWords[name][0];
