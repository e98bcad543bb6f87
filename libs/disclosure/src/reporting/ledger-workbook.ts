import type { ViewReader } from '#event-sourcing';
import type { IssueRow, TaskRow } from '#rectification';
import type { LedgerStatus } from '../reading/ledger/words.js';
import type { LedgerWorkbook, WrittenRegulation, WrittenTask } from '../writing/ledger-content.js';
import { roundNameIn } from './report-title.js';
import { type RoundOnDay, type RoundPicture, roundPicture } from './round-picture.js';
import { inTurns } from './in-turns.js';
import { linkedTasks } from './linked-tasks.js';
import { type Numbers, numbering, statedRegulation, writtenIssue } from './written-issue.js';

const taskStatus: Readonly<Record<TaskRow['status'], LedgerStatus>> = {
  planned: 'not-started',
  assigned: 'assigned',
  'in-progress': 'rectifying',
  completed: 'closed',
};

const writtenTask = (task: TaskRow, numbers: Numbers): WrittenTask => ({
  number: numbers.tasks.of(task.id),
  title: task.title,
  issueNumbers: task.issueIds.map(numbers.issues.of),
  measures: task.measures,
  owner: task.handler?.name,
  leadUnit: task.unit?.name,
  dueOn: task.dueOn ?? undefined,
  status: taskStatus[task.status],
  remark: numbers.tasks.remark(task.id) || undefined,
});

/** One line for each that was registered; the statistics count each regulation once. */
const writtenRegulations = (issues: readonly IssueRow[], numbers: Numbers): WrittenRegulation[] =>
  issues.flatMap((issue) =>
    issue.regulations.map((regulation) => ({
      ...statedRegulation(regulation),
      issueNumbers: [numbers.issues.of(issue.id)],
    })),
  );

/** The ledger of a round is called after the round, also where the round is called after its report. */
const ledgerTitle = ({ title, organisation }: RoundPicture['round']): string => {
  if (title.endsWith('台账')) return title;
  return `${organisation}落实${roundNameIn(title, organisation)}反馈意见整改台账`;
};

const workbookFrom = async (picture: RoundPicture): Promise<LedgerWorkbook> => {
  const { asOf, round, statistics, issues, tasks } = picture;
  const numbers = { issues: numbering(issues), tasks: numbering(tasks) };
  const linked = linkedTasks(tasks);
  return {
    title: ledgerTitle(round),
    round: round.title,
    organisation: round.organisation,
    team: round.team,
    deliveredOn: round.deliveredOn,
    asOf,
    countingRule: statistics.countingRule.text,
    issues: await inTurns(issues, (issue) => writtenIssue(issue, linked(issue.id), numbers)),
    tasks: await inTurns(tasks, (task) => writtenTask(task, numbers)),
    regulations: writtenRegulations(issues, numbers),
  };
};

/** The ledger of a round as it stood, under the same promise as the official report. */
export const ledgerWorkbookOf = async (reader: ViewReader, query: RoundOnDay): Promise<LedgerWorkbook> =>
  workbookFrom(await roundPicture(reader, query));
