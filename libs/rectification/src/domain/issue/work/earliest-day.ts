import type { Command, CommandClass, Earliest } from '#event-sourcing';
import { afterTheAssignment, afterTheDelivery } from '../../earliest-day.js';
import { RequestClosure } from '../closure/commands.js';
import type { Issue } from '../state.js';
import {
  AttachEvidence,
  ClaimAsLeader,
  ClaimIssue,
  CorrectProgress,
  ReportProgress,
  RequestExtension,
} from './commands.js';

/** What those who are in charge of it tell; others record on an issue before it is given to anybody. */
const toldOfWork: ReadonlySet<CommandClass> = new Set<CommandClass>([
  ClaimIssue,
  ClaimAsLeader,
  ReportProgress,
  CorrectProgress,
  AttachEvidence,
  RequestExtension,
  RequestClosure,
]);

export const earliestDay = (command: Command, { since: { delivered, assigned } }: Issue): Earliest | undefined =>
  assigned !== undefined && toldOfWork.has(command.constructor as CommandClass)
    ? afterTheAssignment(assigned)
    : afterTheDelivery(delivered);
