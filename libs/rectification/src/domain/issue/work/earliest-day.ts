import type { Command, Earliest } from '#event-sourcing';
import { afterTheAssignment, afterTheDelivery } from '../../earliest-day.js';
import type { Issue } from '../state.js';

/** What those who are in charge of it tell is after it was given to them; others record on an issue before it is given to anybody. */
const isToldByUnit = ({ constructor }: Command): boolean =>
  (constructor as { readonly toldByUnit?: boolean }).toldByUnit === true;

export const earliestDay = (command: Command, { since: { delivered, assigned } }: Issue): Earliest | undefined =>
  assigned !== undefined && isToldByUnit(command) ? afterTheAssignment(assigned) : afterTheDelivery(delivered);
