import { AssignTask, PlanTask } from '#rectification';
import { inTurns } from '../reporting/in-turns.js';
import type { LedgerTask } from '../reading/ledger/reading.js';
import { issuesOf, type LedgerPlanParts, placeOf, rowProvenance } from './ledger-plan-parts.js';

export const taskIdOf = ({ planned }: LedgerPlanParts, { number }: LedgerTask): string =>
  planned.idOf(`task/${number}`);

const plan = (parts: LedgerPlanParts, task: LedgerTask): void => {
  const { planned, facts } = parts;
  const { roundId } = planned;
  const id = taskIdOf(parts, task);
  const number = String(task.number);
  const effectiveOn = facts.deliveredOn;
  const issueIds = issuesOf(parts, task).map((issue) => issue.id);
  planned.add(PlanTask, placeOf(task), {
    id,
    roundId,
    number,
    title: task.title ?? `整改任务${number}`,
    issueIds,
    measures: [...task.measures],
    dueOn: task.dueOn,
    provenance: rowProvenance(parts, task),
    effectiveOn,
  });
};

const assign = (parts: LedgerPlanParts, task: LedgerTask): void => {
  const { planned, facts, directory } = parts;
  const { owner, leadUnit, dueOn } = task;
  if (!owner || !leadUnit || !dueOn) {
    const message = `任务 ${task.number} 的责任人、责任单位或时限不唯一或未写明,待分派`;
    planned.warn('task-not-assigned', placeOf(task), message);
    return;
  }
  const [unit, handler] = [directory.unit(leadUnit), directory.person(owner)];
  planned.add(AssignTask, placeOf(task), {
    id: taskIdOf(parts, task),
    unitId: unit.id,
    handlerId: handler.id,
    dueOn,
    provenance: rowProvenance(parts, task),
    effectiveOn: facts.deliveredOn,
  });
};

export const planTasks = async (parts: LedgerPlanParts): Promise<void> => {
  const untitled = parts.reading.tasks.filter(({ title }) => title === undefined);
  if (untitled.length > 0)
    parts.planned.warn('task-untitled', {}, `台账未写任务名称,${untitled.length} 项任务按编号命名`);
  await inTurns(parts.reading.tasks, (task) => {
    plan(parts, task);
    assign(parts, task);
  });
};
