import type { Command, CommandClass, Earliest } from '#event-sourcing';
import { afterTheAssignment, afterTheDelivery } from '../../earliest-day.js';
import { RequestClosure } from '../closure/commands.js';
import type { Issue } from '../state.js';
import { AttachEvidence, ClaimIssue, CorrectProgress, ReportProgress, RequestExtension } from './commands.js';

/** What units tell of their work; others record on an issue before it is given to anybody. */
const toldByUnits: ReadonlySet<CommandClass> = new Set<CommandClass>([
  ClaimIssue,
  ReportProgress,
  CorrectProgress,
  AttachEvidence,
  RequestExtension,
  RequestClosure,
]);

export const earliestDay = (command: Command, { since: { delivered, assigned } }: Issue): Earliest | undefined =>
  assigned !== undefined && toldByUnits.has(command.constructor as CommandClass)
    ? afterTheAssignment(assigned)
    : afterTheDelivery(delivered);
