import type { LedgerIssue, LedgerTask, StatedRegulation } from '../reading/ledger/reading.js';

type Written = readonly (readonly [label: string, value: string | undefined])[];

const regulationText = ({ title, kind, documentNumber, date }: StatedRegulation): string => {
  const particulars = [kind && (kind === 'made' ? '制定' : '修订'), documentNumber, date].filter(Boolean);
  return `《${title}》${particulars.length > 0 ? `(${particulars.join(',')})` : ''}`;
};

const list = (texts: readonly string[]): string | undefined => (texts.length > 0 ? texts.join(';') : undefined);

const ofIssue = (issue: LedgerIssue): Written => [
  ['责任领导', issue.leader],
  ['牵头单位', issue.leadUnit],
  ['配合单位', list(issue.supportingUnits)],
  ['责任人', issue.handler],
  ['开始时间', issue.startedOn],
  ['原始时限', issue.firstDueOn],
  ['完成时限', issue.dueOn],
  ['整改措施', list(issue.measures)],
  ['整改进展', issue.progress],
  ['完成情况', issue.status?.text],
  ['佐证材料', list(issue.evidenceList)],
  ['建章立制', list(issue.regulations.map(regulationText))],
  ['销号日期', issue.closedOn],
  ['销号方式', issue.closedHow],
  ['长期整改原因', issue.longTerm?.reason],
  ['复核日期', issue.longTerm?.reviewOn],
  ['备注', issue.remark],
];

const ofTask = (task: LedgerTask): Written => [
  ['责任领导', task.leader],
  ['整改进展', task.progress],
  ['完成情况', task.status?.text],
  ['责任人', task.owners.length > 1 ? list(task.owners) : undefined],
  ['牵头单位', task.leadUnits.length > 1 ? list(task.leadUnits) : undefined],
  ['备注', task.remark],
  ...Object.entries(task.other),
];

/** What the row and its tasks say, as written: nothing of a ledger is lost, whatever is taken over into facts of its own. */
export const asDelivered = (issue: LedgerIssue, tasks: readonly LedgerTask[]): Readonly<Record<string, string>> => {
  const own = Object.entries(issue.other);
  const understood = ofIssue(issue).filter(([label]) => issue.other[label] === undefined);
  const linked = tasks.flatMap((task) =>
    ofTask(task).map(([label, value]) => [`任务${task.number}·${label}`, value] as const),
  );
  return Object.fromEntries([...understood, ...linked, ...own].filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
};
