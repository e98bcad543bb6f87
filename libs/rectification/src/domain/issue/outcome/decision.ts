import { onFacts } from '#event-sourcing';
import { MayVoid, must, mustGiveReason, obey } from '../../commands.js';
import { ClosureCommand, decisionPolicies, type SigningFacts } from '../closure/policies.js';
import type { IssueEvent } from '../events.js';
import { type Issue, mustBeDelivered, reviewOf } from '../state.js';
import { sparing } from '../voiding.js';
import { mustBeSignedOff, signatureOf, signedOff } from '../../sign-offs.js';

export class ApproveClosure extends ClosureCommand {
  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

export class RejectClosure extends ClosureCommand {
  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

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

export const closureDecisions = [
  onFacts(ApproveClosure, approveClosure, 'ClosureSignedOff', 'ClosureApproved', 'RequestVoided'),
  onFacts(RejectClosure, rejectClosure, 'ClosureRejected', 'RequestVoided'),
];
