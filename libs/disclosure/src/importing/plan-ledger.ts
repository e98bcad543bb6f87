import { AssignIssue, DeliverIssue } from '#rectification';
import { inTurns } from '../reporting/in-turns.js';
import type { LedgerIssue, LedgerReading } from '../reading/ledger/reading.js';
import { asDelivered } from './as-delivered.js';
import type { PlanRequest } from './import-request.js';
import { LedgerDirectory } from './ledger-directory.js';
import { carryOver } from './ledger-history.js';
import { issuesByTask, type LedgerPlanParts, placeOf, type PlannedIssue, rowProvenance } from './ledger-plan-parts.js';
import { planTasks } from './ledger-tasks.js';
import { type ImportPlan, PlannedCommands } from './planned-commands.js';
import { NOT_STATED } from './plan-report.js';
import { factsOf, listedCounts, openRound, roundIdOf } from './round-facts.js';

const labelOf = (issue: LedgerIssue, planned: PlannedCommands): string => {
  if (issue.number !== undefined) return String(issue.number);
  const label = issue.other['序号'] ?? issue.other['问题序号'] ?? `行${issue.row}`;
  planned.warn('number-as-written', placeOf(issue), `问题没有可识别的序号,记为“${label}”`);
  return label;
};

const plannedIssue = (issue: LedgerIssue, planned: PlannedCommands): PlannedIssue => ({
  ...issue,
  id: planned.idOf(`issue/${issue.sheet}/${issue.row}`),
  label: labelOf(issue, planned),
  area: issue.area ?? NOT_STATED,
  heading: issue.heading ?? NOT_STATED,
});

const firstOfEach = (issues: readonly PlannedIssue[]): Map<number, PlannedIssue> => {
  const first = new Map<number, PlannedIssue>();
  for (const issue of issues)
    if (issue.number !== undefined && !first.has(issue.number)) first.set(issue.number, issue);
  return first;
};

const deliver = (parts: LedgerPlanParts, issue: PlannedIssue): void => {
  const { planned, facts, tasks } = parts;
  const { roundId } = planned;
  const { id, label: number, area, heading } = issue;
  const effectiveOn = facts.deliveredOn;
  if (issue.class === undefined) planned.warn('class-presumed', placeOf(issue), '未写明问题类型,按“分阶段整改”登记');
  planned.add(DeliverIssue, placeOf(issue), {
    id,
    roundId,
    number,
    area,
    heading,
    text: issue.text ?? '',
    class: issue.class ?? 'phased',
    criteria: issue.criterion === undefined ? [] : [issue.criterion],
    provenance: rowProvenance(parts, issue),
    asDelivered: asDelivered(
      issue,
      issue.taskNumbers.flatMap((number) => tasks.get(number) ?? []),
    ),
    effectiveOn,
  });
};

const assign = (parts: LedgerPlanParts, issue: PlannedIssue): void => {
  const { planned, facts, directory } = parts;
  const { leader, leadUnit, handler, dueOn, supportingUnits } = issue;
  if (!leader || !leadUnit || !handler || !dueOn) {
    const present = { 责任领导: leader, 牵头单位: leadUnit, 责任人: handler, 完成时限: dueOn };
    const missing = Object.entries(present).filter(([, value]) => !value);
    const message = `未写明${missing.map(([name]) => name).join('、')},问题待分派`;
    planned.warn('issue-not-assigned', placeOf(issue), message);
    return;
  }
  const supporting = supportingUnits.map((name) => directory.unit(name));
  const named = {
    leader: directory.person(leader),
    leadUnit: directory.unit(leadUnit),
    handler: directory.person(handler),
  };
  planned.add(AssignIssue, placeOf(issue), {
    id: issue.id,
    leaderId: named.leader.id,
    leadUnitId: named.leadUnit.id,
    supportingUnitIds: supporting.map(({ id }) => id),
    handlerId: named.handler.id,
    dueOn,
    provenance: rowProvenance(parts, issue),
    effectiveOn: facts.deliveredOn,
  });
};

export const planLedger = async (reading: LedgerReading, request: PlanRequest): Promise<ImportPlan> => {
  const { history = 'open' } = request.options;
  const facts = factsOf(reading, request.options);
  const planned = new PlannedCommands(request, roundIdOf(request, history, facts.title));
  const issues = await inTurns(reading.issues, (issue) => plannedIssue(issue, planned));
  const counts = listedCounts(issues, reading.tasks.length);
  openRound(planned, facts, { ...counts, ...reading.stated }, counts);
  const directory = await LedgerDirectory.of(planned, reading, facts.deliveredOn);
  const parts: LedgerPlanParts = {
    planned,
    reading,
    facts,
    directory,
    issues,
    byNumber: firstOfEach(issues),
    byTask: issuesByTask(issues),
    tasks: new Map(reading.tasks.map((task) => [task.number, task])),
  };
  await inTurns(issues, (issue) => deliver(parts, issue));
  await inTurns(issues, (issue) => assign(parts, issue));
  await planTasks(parts);
  if (history === 'carried-over') await carryOver(parts);
  const { roundId, list: commands, warnings, refusals } = planned;
  return { roundId, title: facts.title, counts, commands, warnings, refusals };
};
