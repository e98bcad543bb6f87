import type { PlainDate } from '#event-sourcing';
import { AttachEvidence, ClaimIssue, RegisterRegulation, ReportProgress } from '#rectification';
import { reporterOf } from './demo-directory.js';
import type { DemoIssue } from './demo-issues.js';
import type { Act, DemoSteps } from './demo-steps.js';
import { assign } from './issue-assignment.js';
import { closeIssue, placeUnderLongTerm, reopenIssue, returnIssueOnce } from './issue-endings.js';
import { extendTerm, recordConsequences } from './issue-incidents.js';
import { type DemoFile, evidenceOf, regulationText } from './evidence-documents.js';
import { regulations, returned } from './tables/incidents.js';
import { days } from './tables/round.js';
import { workingDaysBefore } from './working-days.js';

/** Working days before closure. */
const [SUPPORT_REPORT, FIRST_REPORT, LAST_REPORT] = [9, 8, 6];
const LONG_TERM_REPORT = '2023-11-16';

const attach = (steps: DemoSteps, issue: DemoIssue, { by, on }: Act, file: DemoFile): string => {
  const { sha256, name } = file;
  const evidence = { id: steps.directory.issueId(issue.number), sha256, name, datedOn: on, criteria: [1] };
  steps.add(AttachEvidence, { by, on, file }, evidence);
  return sha256;
};

const registerRegulations = (steps: DemoSteps, issue: DemoIssue): void => {
  const id = steps.directory.issueId(issue.number);
  for (const { issue: number, kind, title, documentNumber, date } of regulations) {
    if (number !== issue.number) continue;
    const act = { by: reporterOf(issue.unit), on: date };
    steps.add(RegisterRegulation, act, { id, kind, title: `《${title}》`, documentNumber, date });
    attach(steps, issue, act, regulationText(title, documentNumber, date));
  }
};

const reportOnTheWay = (steps: DemoSteps, issue: DemoIssue, closing: PlainDate): void => {
  const { number, measures, support = [], unit } = issue;
  const id = steps.directory.issueId(number);
  const [supporting] = support.filter((key) => key !== 'service');
  if (supporting) {
    const act = { by: `reporter-${supporting}`, on: workingDaysBefore(closing, SUPPORT_REPORT) };
    const narrative = '配合单位已按分工完成本单位承担的工作，相关情况已报牵头单位。';
    steps.add(ReportProgress, act, { id, narrative, percent: 40 });
  }
  if (issue.class === 'immediate') return;
  const act = { by: reporterOf(unit), on: workingDaysBefore(closing, FIRST_REPORT) };
  steps.add(ReportProgress, act, { id, narrative: `整改正在推进：${measures[0]}。`, percent: 60 });
};

/** Evidence and the report that rests on it. */
const reportWork = (steps: DemoSteps, issue: DemoIssue, on: PlainDate, percent: number): void => {
  const { number, standard, unit, measures, figure } = issue;
  const act = { by: reporterOf(unit), on };
  const evidence = [attach(steps, issue, act, evidenceOf(issue, on))];
  const figures = figure ? [{ name: figure[0], value: figure[1], unit: figure[2], on }] : [];
  const narrative =
    percent === 100
      ? `对照整改标准“${standard}”逐项自查，已全部落实。`
      : `整改取得阶段性成果，对照整改标准“${standard}”继续推进。`;
  const report = {
    id: steps.directory.issueId(number),
    narrative,
    measures: [...measures],
    percent,
    figures,
    evidence,
  };
  steps.add(ReportProgress, act, report);
};

export const liveIssue = (steps: DemoSteps, issue: DemoIssue): void => {
  const { number, unit, closedOn, dueOn } = issue;
  assign(steps, issue, days.assigned, dueOn);
  const claiming = { by: reporterOf(unit), on: days.claimed };
  steps.add(ClaimIssue, claiming, { id: steps.directory.issueId(number) });
  recordConsequences(steps, issue);
  extendTerm(steps, issue);
  registerRegulations(steps, issue);
  if (number === returned.issue) {
    reportWork(steps, issue, workingDaysBefore(returned.requested, 1), 100);
    returnIssueOnce(steps, issue);
  }
  reportOnTheWay(steps, issue, closedOn ?? LONG_TERM_REPORT);
  if (closedOn === undefined) {
    reportWork(steps, issue, LONG_TERM_REPORT, 70);
    placeUnderLongTerm(steps, issue);
    return;
  }
  reportWork(steps, issue, workingDaysBefore(closedOn, LAST_REPORT), 100);
  closeIssue(steps, issue, closedOn);
  reopenIssue(steps, issue);
};
