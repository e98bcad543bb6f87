import { dateOf } from '#event-sourcing';
import type { Command } from '#event-sourcing';
import { must, mustGiveReason } from '../errors.js';
import type { Provenance } from '../round/events.js';
import type { CarryOverClosure, CarryOverLongTerm, ReopenIssue } from './closure-commands.js';
import type { IssueEvent } from './events.js';
import { mustBeDelivered } from './preconditions.js';
import type { Issue } from './state.js';

/** A placement that was ended otherwise leaves nothing to do when its review date passes. */
const reviewDatePassed = ({ placement }: ReopenIssue, { standing }: Issue): IssueEvent[] => {
  must(placement, 'long-term.placement-unnamed', { field: 'placement' });
  if (standing.status !== 'long-term' || standing.placement !== placement) return [];
  return [{ type: 'IssueReopened', data: { source: 'review-date-passed', from: 'long-term' } }];
};

export const reopenIssue = (command: ReopenIssue, issue: Issue): IssueEvent[] => {
  mustBeDelivered(command, issue);
  const { source } = command;
  if (source === 'review-date-passed') return reviewDatePassed(command, issue);
  const { standing } = issue;
  if (standing.status === 'rectifying' && standing.after === 'reopening') return [];
  must(standing.status === 'closed' || standing.status === 'long-term', 'issue.not-decided', {
    status: standing.status,
  });
  mustGiveReason(command);
  return [{ type: 'IssueReopened', data: { source, from: standing.status } }];
};

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
  return [{ type: 'LongTermCarriedOver', data: { reviewOn, provenance } }];
};
