import { type Command, dateOf, on, onFacts } from '#event-sourcing';
import { must, mustGiveReason, obey } from '../../errors.js';
import type { Provenance } from '../../round/events.js';
import { mustBeSignedOff, signatureOf, signedOff } from '../../sign-offs.js';
import {
  ApproveClosure,
  CarryOverClosure,
  CarryOverLongTerm,
  PlaceUnderLongTerm,
  RejectClosure,
  ReopenIssue,
} from '../closure/commands.js';
import type { SigningFacts } from '../closure/facts.js';
import { mustBeReviewedWithinSense } from './review-date.js';
import { decisionPolicies } from '../closure/policies.js';
import type { IssueEvent, Signature } from '../events.js';
import { isEnded, type PendingPlacement } from '../lifecycle.js';
import { mustBeDelivered, type Issue, reviewOf } from '../state.js';
import { sparing } from '../voiding.js';

export const approveClosure = sparing((command: ApproveClosure, issue: Issue, facts: SigningFacts): IssueEvent[] => {
  mustBeDelivered(command, issue);
  const { status } = issue.standing;
  if (status === 'closed') return [];
  const policy = mustBeSignedOff(facts.closurePolicy, 'issue.decided-by-meeting');
  const review = reviewOf(issue);
  must(review && status === 'submitted', 'issue.not-submitted', { status });
  obey(decisionPolicies, command, issue, facts);
  const { contentHash } = review;
  const { step, decided } = signedOff(command, policy, review.signatures);
  const signed: IssueEvent = { type: 'ClosureSignedOff', data: { contentHash, ...step } };
  return decided ? [signed, { type: 'ClosureApproved', data: { contentHash, decided } }] : [signed];
});

export const rejectClosure = sparing((command: RejectClosure, issue: Issue, facts: SigningFacts): IssueEvent[] => {
  mustBeDelivered(command, issue);
  const { standing } = issue;
  if (standing.status === 'rectifying' && standing.after === 'rejection') return [];
  mustBeSignedOff(facts.closurePolicy, 'issue.decided-by-meeting');
  must(standing.status === 'submitted', 'issue.not-submitted', { status: standing.status });
  obey(decisionPolicies, command, issue, facts);
  mustGiveReason(command);
  const { contentHash } = standing.review;
  return [{ type: 'ClosureRejected', data: { contentHash, signature: signatureOf(command) } }];
});

/** Signatures that still count: none for a date that has come, none when the only signer names another date. */
const standingWith = (command: PlaceUnderLongTerm, pending: PendingPlacement | undefined): readonly Signature[] => {
  if (!pending || pending.reviewOn <= dateOf(command.effectiveAt)) return [];
  const { reviewOn: agreed, signatures } = pending;
  const own = signatures.length === 1 && signatures[0]?.personId === command.actor.personId;
  if (own && agreed !== command.reviewOn) return [];
  must(agreed === command.reviewOn, 'long-term.other-review-date', { agreed, asked: command.reviewOn });
  return signatures;
};

export const placeUnderLongTerm = (command: PlaceUnderLongTerm, issue: Issue, facts: SigningFacts): IssueEvent[] => {
  mustBeDelivered(command, issue);
  const { standing } = issue;
  const { reviewOn } = command;
  if (standing.status === 'long-term') {
    must(standing.reviewOn === reviewOn, 'long-term.other-review-date', { agreed: standing.reviewOn, asked: reviewOn });
    return [];
  }
  const policy = mustBeSignedOff(facts.closurePolicy, 'issue.decided-by-meeting');
  const open = standing.status === 'rectifying' || standing.status === 'submitted';
  must(open, 'issue.not-rectifying', { status: standing.status });
  mustBeReviewedWithinSense(command);
  const before = standingWith(command, issue.pendingPlacement);
  const pendingPlacement = before.length > 0 ? issue.pendingPlacement : undefined;
  obey(decisionPolicies, command, { ...issue, pendingPlacement }, facts);
  mustGiveReason(command);
  const { step, decided } = signedOff(command, policy, before);
  const signed: IssueEvent = { type: 'LongTermSignedOff', data: { reviewOn, ...step } };
  return decided ? [signed, { type: 'LongTermApproved', data: { reviewOn, decided } }] : [signed];
};

/** A placement that was ended otherwise leaves nothing to do when its review date passes. */
const reviewDatePassed = ({ placement }: ReopenIssue, { standing }: Issue): IssueEvent[] => {
  must(placement, 'long-term.placement-unnamed', { field: 'placement' });
  if (standing.status !== 'long-term' || standing.placement !== placement) return [];
  return [{ type: 'IssueReopened', data: { source: 'review-date-passed', from: 'long-term' } }];
};

export const reopenIssue = sparing((command: ReopenIssue, issue: Issue): IssueEvent[] => {
  mustBeDelivered(command, issue);
  const { source, dueOn } = command;
  if (source === 'review-date-passed') return reviewDatePassed(command, issue);
  const { standing } = issue;
  const { status } = standing;
  if (standing.status === 'rectifying' && standing.after === 'reopening') return [];
  must(isEnded(status), 'issue.not-decided', { status });
  mustGiveReason(command);
  const reopenedOn = dateOf(command.effectiveAt);
  must(dueOn && dueOn > reopenedOn, 'reopening.due-date-not-ahead', { field: 'dueOn', dueOn, reopenedOn });
  return [{ type: 'IssueReopened', data: { source, from: status, dueOn } }];
});

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

export const outcomeDecisions = [
  onFacts(ApproveClosure, approveClosure, 'ClosureSignedOff', 'ClosureApproved', 'RequestVoided'),
  onFacts(RejectClosure, rejectClosure, 'ClosureRejected', 'RequestVoided'),
  onFacts(PlaceUnderLongTerm, placeUnderLongTerm, 'LongTermSignedOff', 'LongTermApproved'),
  on(ReopenIssue, reopenIssue, 'IssueReopened', 'RequestVoided'),
  on(CarryOverClosure, carryOverClosure, 'ClosureCarriedOver'),
  on(CarryOverLongTerm, carryOverLongTerm, 'LongTermCarriedOver'),
];
