import { type Command, dateOf, mustBePlannedWithinSense, on } from '#event-sourcing';
import { IsPlainDate } from '#shapes';
import { DatedCommand, must } from '../../commands.js';
import type { IssueEvent, Provenance } from '../events.js';
import { type Issue, mustBeDelivered } from '../state.js';

export class CarryOverClosure extends DatedCommand {
  @IsPlainDate()
  closedOn!: string;

  /** Filled by the import. */
  provenance!: Provenance;
}

export class CarryOverLongTerm extends DatedCommand {
  @IsPlainDate()
  reviewOn!: string;

  /** Filled by the import. */
  provenance!: Provenance;
}

const mustTakeCarriedOver = (command: Command & { readonly provenance: Provenance }, issue: Issue): void => {
  const { status } = issue.standing;
  must(command.provenance, 'carry-over.without-provenance', { field: 'provenance' });
  must(!issue.decidedHere, 'issue.decided-here', { status });
  const open = status === 'delivered' || status === 'assigned' || status === 'rectifying';
  must(open, 'issue.not-open-for-carry-over', { status });
};

export const carryOverClosure = (command: CarryOverClosure, issue: Issue): IssueEvent[] => {
  const { closedOn, provenance } = command;
  mustBeDelivered(command, issue);
  const { standing } = issue;
  if (standing.status === 'closed' && standing.carriedOver?.closedOn === closedOn) return [];
  mustTakeCarriedOver(command, issue);
  const effectiveOn = dateOf(command.effectiveAt);
  must(closedOn <= effectiveOn, 'carry-over.ahead-of-fact', { field: 'closedOn', closedOn, effectiveOn });
  return [{ type: 'ClosureCarriedOver', data: { closedOn, provenance } }];
};

export const carryOverLongTerm = (command: CarryOverLongTerm, issue: Issue): IssueEvent[] => {
  const { reviewOn, provenance } = command;
  mustBeDelivered(command, issue);
  const { standing } = issue;
  if (standing.status === 'long-term' && standing.carriedOver && standing.reviewOn === reviewOn) return [];
  mustTakeCarriedOver(command, issue);
  const decidedOn = dateOf(command.effectiveAt);
  must(reviewOn > decidedOn, 'long-term.review-date-not-ahead', { field: 'reviewOn', reviewOn, decidedOn });
  mustBePlannedWithinSense(command, { reviewOn });
  return [{ type: 'LongTermCarriedOver', data: { reviewOn, provenance } }];
};

export const carryingOverDecisions = [
  on(CarryOverClosure, carryOverClosure, 'ClosureCarriedOver'),
  on(CarryOverLongTerm, carryOverLongTerm, 'LongTermCarriedOver'),
];
