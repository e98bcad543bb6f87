import { AssignTask, CompleteTask, ReportTaskProgress } from '#rectification';
import { reporterOf } from './demo-directory.js';
import { issueNumbered } from './demo-issues.js';
import type { DemoSteps } from './demo-steps.js';
import { dueOfTask } from './round-opening.js';
import { days } from './tables/round.js';
import type { TaskRow } from './tables/rows.js';
import { workingDaysBefore } from './working-days.js';

/** Working days that a task is done before the first of its issues is closed. */
const AHEAD = 7;
const STILL_OPEN_REPORT = '2023-11-10';

/** Undefined while one of its issues is under long-term rectification. */
const completedOnOf = ({ issues }: TaskRow): string | undefined => {
  const closings = issues.map((number) => issueNumbered(number).closedOn);
  return closings.includes(undefined) ? undefined : workingDaysBefore((closings as string[]).sort()[0]!, AHEAD);
};

export const liveTask = (steps: DemoSteps, number: number, row: TaskRow): void => {
  const { directory } = steps;
  const id = directory.taskId(number);
  const { unit } = issueNumbered(row.issues[0]!);
  const by = reporterOf(unit);
  const completedOn = completedOnOf(row);
  const work = { unitId: directory.unitId(unit), handlerId: directory.personId(by), dueOn: dueOfTask(row.issues) };
  steps.add(AssignTask, { by: 'office', on: days.assigned }, { id, ...work });
  const reportedOn = completedOn ? workingDaysBefore(completedOn, 2) : STILL_OPEN_REPORT;
  const narrative = `正在落实“${row.title}”：${row.measure}。`;
  steps.add(ReportTaskProgress, { by, on: reportedOn }, { id, narrative, percent: 60 });
  if (completedOn === undefined) return;
  const statement = `“${row.title}”已按要求完成，工作记录已归档。`;
  steps.add(CompleteTask, { by, on: completedOn }, { id, statement });
};
