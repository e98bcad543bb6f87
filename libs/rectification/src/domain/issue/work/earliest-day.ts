import type { Command, Earliest } from '#event-sourcing';
import { afterTheAssignment, afterTheDelivery, isToldByUnit } from '../../earliest-day.js';
import type { Issue } from '../state.js';

export const earliestDay = (command: Command, { since: { delivered, assigned } }: Issue): Earliest | undefined =>
  assigned !== undefined && isToldByUnit(command) ? afterTheAssignment(assigned) : afterTheDelivery(delivered);
