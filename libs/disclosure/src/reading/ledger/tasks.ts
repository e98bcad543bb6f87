import { type ReadIssue, readStatus, soleName, withoutAbsent } from './issues.js';
import type { LedgerTask } from './reading.js';
import type { LedgerRow } from './row.js';
import { readMeasures, readNames } from './values.js';

type Lists = 'issueNumbers' | 'measures' | 'owners' | 'leadUnits';
type Draft = Omit<LedgerTask, Lists> & { readonly [name in Lists]: LedgerTask[name][number][] };

interface DraftTask {
  readonly task: Draft;
  readonly source?: LedgerRow;
}

export interface GatheredTasks {
  readonly tasks: readonly LedgerTask[];
  /** Rows of a task sheet that could not be told apart or have no number. */
  readonly unplaced: readonly LedgerRow[];
}

/** Tasks of their own sheets first, then those that only a column of the issues names; ordered by number. */
export const gatherTasks = (rows: readonly LedgerRow[], issues: readonly ReadIssue[]): GatheredTasks => {
  const { tasks, unplaced } = listedTasks(rows, issues);
  const hasList = tasks.size > 0;
  const mentions = issues.flatMap((read) => read.issue.taskNumbers.map((number) => ({ number, read })));
  for (const [number, linked] of Map.groupBy(mentions, (mention) => mention.number)) {
    const listed = tasks.get(number);
    const reads = linked.map(({ read }) => read);
    if (listed) listed.task.issueNumbers.push(...numbersOf(reads.map(({ issue }) => issue.number)));
    else tasks.set(number, { task: taskOf(number, reads, hasList) });
  }
  const whole = [...tasks.values()].map(finished);
  return { tasks: whole.sort((a, b) => a.number - b.number), unplaced };
};

const finished = ({ task, source }: DraftTask): LedgerTask => {
  const [owners, leadUnits] = [[...new Set(task.owners)], [...new Set(task.leadUnits)]];
  const named = {
    ...task,
    issueNumbers: numbersOf(task.issueNumbers),
    owner: owners.length === 1 ? owners[0] : undefined,
    leadUnit: leadUnits.length === 1 ? leadUnits[0] : undefined,
    owners,
    leadUnits,
  };
  return { ...withoutAbsent(named), other: source?.other ?? task.other };
};

/** Issues learn the tasks that only a task sheet links to them. */
export const linkIssues = (issues: readonly ReadIssue[], tasks: readonly LedgerTask[]): ReadIssue[] => {
  const links = tasks.flatMap((task) => task.issueNumbers.map((issue) => ({ issue, task: task.number })));
  const byIssue = Map.groupBy(links, ({ issue }) => issue);
  return issues.map(({ issue, source }) => {
    const linked = issue.number === undefined ? [] : (byIssue.get(issue.number) ?? []).map(({ task }) => task);
    return { source, issue: { ...issue, taskNumbers: numbersOf([...issue.taskNumbers, ...linked]) } };
  });
};

const numbersOf = (numbers: readonly (number | undefined)[]) =>
  [...new Set(numbers.filter((number) => number !== undefined))].sort((a, b) => a - b);

const listedTasks = (rows: readonly LedgerRow[], issues: readonly ReadIssue[]) => {
  const known = new Set(issues.map(({ issue }) => issue.number));
  const tasks = new Map<number, DraftTask>();
  const unplaced: LedgerRow[] = [];
  for (const row of rows) {
    const task = readTask(row, known);
    if (!task || !placed(tasks, task, row)) unplaced.push(row);
  }
  return { tasks, unplaced };
};

const placed = (tasks: Map<number, DraftTask>, task: Draft, row: LedgerRow): boolean => {
  const before = tasks.get(task.number);
  if (!before) tasks.set(task.number, { task, source: row });
  else if (before.task.title === task.title) extend(before, task, row);
  else row.warn('number-repeated', `任务编号 ${task.number} 重复，且任务名称不同；以首次出现为准`, 'number');
  return !before || before.task.title === task.title;
};

/** One task over several rows, as n:m links are often written: each row may add issues, measures, owners and units. */
const extend = ({ task, source }: DraftTask, further: Draft, row: LedgerRow) => {
  task.issueNumbers.push(...further.issueNumbers);
  task.measures.push(...further.measures.filter((measure) => !task.measures.includes(measure)));
  task.owners.push(...further.owners);
  task.leadUnits.push(...further.leadUnits);
  for (const field of ['leader', 'dueOn', 'progress', 'status', 'remark'] as const) source?.keepFrom(row, field);
  source?.adopt(row);
};

const readTask = (row: LedgerRow, known: ReadonlySet<number | undefined>): Draft | undefined => {
  const number = row.number('number');
  if (number === undefined) {
    if (row.cell('number') === undefined) row.warn('number-missing', '此任务没有编号，未读取', 'number');
    return undefined;
  }
  const issueNumbers = row.numbers('issueNumbers');
  for (const issue of issueNumbers)
    if (!known.has(issue)) row.keep('issueNumbers', 'issue-unknown', `任务 ${number} 对应的问题 ${issue} 不在台账中`);
  const [owner, leadUnits] = [soleName(row, 'handler'), row.list('leadUnit', readNames)];
  const read = {
    number,
    title: row.text('title'),
    issueNumbers: issueNumbers.filter((issue) => known.has(issue)),
    measures: row.list('measures', readMeasures),
    owners: owner === undefined ? [] : [owner],
    leadUnits,
    leader: soleName(row, 'leader'),
    dueOn: row.date('dueOn'),
    progress: row.text('progress'),
    status: readStatus(row),
    remark: row.text('remark'),
    ...row.place,
  };
  return { ...withoutAbsent(read), other: {} };
};

const taskOf = (number: number, linked: readonly ReadIssue[], hasList: boolean): Draft => {
  const { issue: first, source } = linked[0]!;
  const of = <Value>(pick: (read: ReadIssue) => Value | undefined) => [
    ...new Set(linked.map(pick).filter((value) => value !== undefined)),
  ];
  const [owners, leadUnits] = [of(({ issue }) => issue.handler), of(({ issue }) => issue.leadUnit)];
  const dueDates = of(({ issue }) => issue.dueOn);
  if (hasList) source.warn('task-unknown', `任务 ${number} 不在任务表中，按此列登记`, 'taskNumbers');
  if (leadUnits.length > 1)
    source.warn(
      'task-in-several-units',
      `任务 ${number} 对应的问题牵头单位不同：${leadUnits.join('、')}`,
      'taskNumbers',
    );
  const titles = of((read) => (read.issue.taskNumbers.length === 1 ? read.source.text('taskTitle') : undefined));
  const read = {
    number,
    title: titles.length === 1 ? titles[0] : undefined,
    issueNumbers: numbersOf(linked.map(({ issue }) => issue.number)),
    measures: [...new Set(linked.flatMap(({ issue }) => issue.measures))],
    owners,
    leadUnits,
    dueOn: dueDates.length === 1 ? dueDates[0] : undefined,
    sheet: first.sheet,
    row: first.row,
  };
  return { ...withoutAbsent(read), other: {} };
};
