import { dateOf } from '#event-sourcing';
import { must, mustGiveReason, obey } from '../errors.js';
import { mustBeSignedOff, signatureOf, signedOff } from '../sign-offs.js';
import type { ApproveClosure, PlaceUnderLongTerm, RejectClosure } from './closure-commands.js';
import type { SigningFacts } from './closure-facts.js';
import { decisionPolicies } from './closure-policies.js';
import type { IssueEvent, Signature } from './events.js';
import { mustBeDelivered } from './preconditions.js';
import { type Issue, type PendingPlacement, reviewOf } from './state.js';

export const approveClosure = (command: ApproveClosure, issue: Issue, facts: SigningFacts): IssueEvent[] => {
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
};

export const rejectClosure = (command: RejectClosure, issue: Issue, facts: SigningFacts): IssueEvent[] => {
  mustBeDelivered(command, issue);
  const { standing } = issue;
  if (standing.status === 'rectifying' && standing.after === 'rejection') return [];
  mustBeSignedOff(facts.closurePolicy, 'issue.decided-by-meeting');
  must(standing.status === 'submitted', 'issue.not-submitted', { status: standing.status });
  obey(decisionPolicies, command, issue, facts);
  mustGiveReason(command);
  const { contentHash } = standing.review;
  return [{ type: 'ClosureRejected', data: { contentHash, signature: signatureOf(command) } }];
};

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
  const decidedOn = dateOf(command.effectiveAt);
  must(reviewOn > decidedOn, 'long-term.review-date-not-ahead', { field: 'reviewOn', reviewOn, decidedOn });
  const before = standingWith(command, issue.pendingPlacement);
  const pendingPlacement = before.length > 0 ? issue.pendingPlacement : undefined;
  obey(decisionPolicies, command, { ...issue, pendingPlacement }, facts);
  mustGiveReason(command);
  const { step, decided } = signedOff(command, policy, before);
  const signed: IssueEvent = { type: 'LongTermSignedOff', data: { reviewOn, ...step } };
  return decided ? [signed, { type: 'LongTermApproved', data: { reviewOn, decided } }] : [signed];
};
