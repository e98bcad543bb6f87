import { dateOf, standingOf, type Command, type Earliest, type PlainDate } from '#event-sourcing';
import { afterTheAssignment, isToldByUnit } from '../earliest-day.js';
import type { Policy } from '../errors.js';
import type { Task } from './state.js';

export const onlyItsUnitOrHandlerWorksOnATask: Policy<Command, Task> = (command, { assignment }) => {
  const actor = standingOf(command);
  if (!assignment || actor.personId === assignment.handler.id || actor.unitId === assignment.unit.id) return undefined;
  const { unit, handler } = assignment;
  return {
    code: 'task.unit-not-involved',
    details: { unit: actor.unit ?? null, involved: [unit.name], handler: handler.name },
  };
};

export const aFactIsCarriedOverNoEarlierThanItHappened: Policy<Command & { readonly completedOn: PlainDate }, Task> = ({
  completedOn,
  effectiveAt,
}) => {
  const effectiveOn = dateOf(effectiveAt);
  return completedOn > effectiveOn
    ? { code: 'carry-over.ahead-of-fact', details: { field: 'completedOn', completedOn, effectiveOn } }
    : undefined;
};

/** Its round sees to it that no task is planned before the delivery. */
export const earliestDay = (command: Command, { assignedOn }: Task): Earliest | undefined =>
  assignedOn !== undefined && isToldByUnit(command) ? afterTheAssignment(assignedOn) : undefined;
