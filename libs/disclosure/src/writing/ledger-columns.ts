import { chineseOrdinal } from '#documents';
import type { StatedRegulation } from '../reading/ledger/reading.js';
import { classWord, type LedgerStatus, statusWord } from '../reading/ledger/words.js';
import type { WrittenIssue, WrittenRegulation, WrittenTask } from './ledger-content.js';

/** Only an issue is closed off the ledger; a task is done. */
const taskWord = (status: LedgerStatus): string => (status === 'closed' ? '已完成' : statusWord(status));

export type LedgerValue = string | number | Date | undefined;

/** Every title is one that the ledger reader knows, or keeps as written. */
export interface WrittenColumn<Row> {
  readonly title: string;
  /** In characters: the column is as wide as its longest line, and no wider than that. */
  readonly width: number;
  /** For what is written into it by hand. */
  readonly least?: number;
  readonly value: (row: Row) => LedgerValue;
}

/** A sheet's date has no zone; exceljs writes the day as it is in UTC. */
const day = (date?: string): LedgerValue => (date === undefined ? undefined : new Date(`${date}T00:00:00Z`));

const numbers = (list: readonly number[]): LedgerValue => (list.length === 1 ? list[0] : list.join('、'));

const measures = (list: readonly string[]): string =>
  list.map((text, at) => `${chineseOrdinal(at + 1)}是${text}${at + 1 < list.length ? '；' : '。'}`).join('\n');

const kindWords = { made: '制定', revised: '修订' } as const;

const regulation = ({ title, kind, documentNumber, date }: StatedRegulation): string => {
  const details = [kind && kindWords[kind], documentNumber, date].filter(Boolean).join('，');
  return `《${title}》${details ? `（${details}）` : ''}`;
};

const closureWords = { 'decided-here': '本系统决定', 'carried-over': '结转' } as const;

const closure = ({ closedHow, closedAtMeeting }: WrittenIssue): LedgerValue =>
  closedAtMeeting ? `会议决定：${closedAtMeeting}` : closedHow && closureWords[closedHow];

export const AREA_COLUMN = 2;
export const HEADING_COLUMN = 3;

export const issueColumns: readonly WrittenColumn<WrittenIssue>[] = [
  { title: '序号', width: 3, value: (issue) => issue.number },
  { title: '方面', width: 4, value: (issue) => issue.area },
  { title: '大项', width: 5, value: (issue) => issue.heading },
  { title: '具体问题', width: 13, value: (issue) => issue.text },
  { title: '类型', width: 2.5, value: (issue) => issue.class && classWord(issue.class) },
  { title: '整改标准', width: 6, value: (issue) => issue.criterion },
  { title: '整改任务编号', width: 2.5, value: (issue) => numbers(issue.taskNumbers) },
  { title: '整改措施', width: 13, value: (issue) => measures(issue.measures) },
  { title: '责任领导', width: 3.5, value: (issue) => issue.leader },
  { title: '牵头单位', width: 4, value: (issue) => issue.leadUnit },
  { title: '配合单位', width: 4, value: (issue) => issue.supportingUnits.join('、') },
  { title: '责任人', width: 3.5, value: (issue) => issue.handler },
  { title: '开始时间', width: 6, value: (issue) => day(issue.startedOn) },
  { title: '完成时限（原始）', width: 6, value: (issue) => day(issue.firstDueOn) },
  { title: '完成时限（现行）', width: 6, value: (issue) => day(issue.dueOn) },
  { title: '整改进展', width: 14, value: (issue) => issue.progress },
  { title: '完成情况', width: 3, value: (issue) => statusWord(issue.status) },
  { title: '延期情况', width: 5, value: (issue) => issue.extensions },
  { title: '长期整改原因', width: 5, value: (issue) => issue.longTerm?.reason },
  { title: '复核日期', width: 6, value: (issue) => day(issue.longTerm?.reviewOn) },
  { title: '佐证材料', width: 6, value: (issue) => issue.evidenceList.join('；\n') },
  { title: '建章立制', width: 7, value: (issue) => issue.regulations.map(regulation).join('；\n') },
  { title: '追责问责', width: 4, value: (issue) => issue.accountability },
  { title: '追缴（挽回）资金', width: 4, value: (issue) => issue.recovered },
  { title: '审核意见', width: 9, value: (issue) => issue.review },
  { title: '销号日期', width: 6, value: (issue) => day(issue.closedOn) },
  { title: '销号方式', width: 5, value: closure },
  { title: '回头看情况', width: 5, value: (issue) => issue.recheck },
  { title: '责任人签字', width: 4, least: 4, value: () => undefined },
  { title: '分管领导签字', width: 4, least: 4, value: () => undefined },
  { title: '主要负责人签字', width: 4, least: 4, value: () => undefined },
  { title: '备注', width: 5, value: (issue) => issue.remark },
];

export const taskColumns: readonly WrittenColumn<WrittenTask>[] = [
  { title: '任务编号', width: 3, value: (task) => task.number },
  { title: '整改任务', width: 24, value: (task) => task.title },
  { title: '对应问题序号', width: 6, value: (task) => numbers(task.issueNumbers) },
  { title: '整改措施', width: 30, value: (task) => measures(task.measures) },
  { title: '牵头单位', width: 9, value: (task) => task.leadUnit },
  { title: '责任人', width: 5, value: (task) => task.owner },
  { title: '完成时限', width: 6, value: (task) => day(task.dueOn) },
  { title: '完成情况', width: 5, value: (task) => task.status && taskWord(task.status) },
  { title: '备注', width: 10, value: (task) => task.remark },
];

export const regulationColumns: readonly WrittenColumn<WrittenRegulation>[] = [
  { title: '制度名称', width: 30, value: (regulation) => regulation.title },
  { title: '制定/修订', width: 5, value: (regulation) => regulation.kind && kindWords[regulation.kind] },
  { title: '文号', width: 14, value: (regulation) => regulation.documentNumber },
  { title: '印发日期', width: 6, value: (regulation) => day(regulation.date) },
  { title: '对应问题序号', width: 8, value: (regulation) => numbers(regulation.issueNumbers) },
];
