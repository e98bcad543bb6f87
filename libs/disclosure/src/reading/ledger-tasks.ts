import { type ReadIssue, readStatus, soleName, withoutAbsent } from './ledger-issues.js';
import type { LedgerTask } from './ledger-reading.js';
import type { LedgerRow } from './ledger-row.js';
import { readMeasures, readNames } from './ledger-values.js';

type Draft = { -readonly [name in keyof LedgerTask]: LedgerTask[name] };

/** Tasks of their own sheets first, then those that only a column of the issues names; ordered by number. */
export const gatherTasks = (rows: readonly LedgerRow[], issues: readonly ReadIssue[]): LedgerTask[] => {
  const tasks = listedTasks(rows, issues);
  const hasList = tasks.size > 0;
  const named = new Map<number, ReadIssue[]>();
  for (const read of issues)
    for (const number of read.issue.taskNumbers) named.set(number, [...(named.get(number) ?? []), read]);
  for (const [number, linked] of named) {
    const task = tasks.get(number);
    if (task) task.issueNumbers = numbersOf([...task.issueNumbers, ...linked.map(({ issue }) => issue.number)]);
    else tasks.set(number, taskOf(number, linked, hasList));
  }
  return [...tasks.values()].sort((a, b) => a.number - b.number);
};

/** Issues learn the tasks that only a task sheet links to them. */
export const linkIssues = (issues: readonly ReadIssue[], tasks: readonly LedgerTask[]): ReadIssue[] => {
  const byIssue = new Map<number, number[]>();
  for (const task of tasks)
    for (const number of task.issueNumbers) byIssue.set(number, [...(byIssue.get(number) ?? []), task.number]);
  return issues.map(({ issue, source }) => {
    const linked = issue.number === undefined ? [] : (byIssue.get(issue.number) ?? []);
    return { source, issue: { ...issue, taskNumbers: numbersOf([...issue.taskNumbers, ...linked]) } };
  });
};

const numbersOf = (numbers: readonly (number | undefined)[]) =>
  [...new Set(numbers.filter((number) => number !== undefined))].sort((a, b) => a - b);

const listedTasks = (rows: readonly LedgerRow[], issues: readonly ReadIssue[]): Map<number, Draft> => {
  const known = new Set(issues.map(({ issue }) => issue.number));
  const tasks = new Map<number, Draft>();
  for (const row of rows) {
    const task = readTask(row, known);
    if (!task) continue;
    const before = tasks.get(task.number);
    if (!before) tasks.set(task.number, task);
    else if (before.title === task.title)
      before.issueNumbers = numbersOf([...before.issueNumbers, ...task.issueNumbers]);
    else row.warn('number-repeated', `任务编号 ${task.number} 重复，且任务名称不同；以首次出现为准`, 'number');
  }
  return tasks;
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
    ...responsibleOf(owner === undefined ? [] : [owner], leadUnits),
    leader: soleName(row, 'leader'),
    dueOn: row.date('dueOn'),
    progress: row.text('progress'),
    status: readStatus(row),
    remark: row.text('remark'),
    ...row.place,
  };
  return { ...withoutAbsent(read), other: row.other };
};

const responsibleOf = (owners: readonly string[], leadUnits: readonly string[]) => ({
  owner: owners.length === 1 ? owners[0] : undefined,
  leadUnit: leadUnits.length === 1 ? leadUnits[0] : undefined,
  owners,
  leadUnits,
});

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
    ...responsibleOf(owners, leadUnits),
    dueOn: dueDates.length === 1 ? dueDates[0] : undefined,
    sheet: first.sheet,
    row: first.row,
  };
  return { ...withoutAbsent(read), other: {} };
};
