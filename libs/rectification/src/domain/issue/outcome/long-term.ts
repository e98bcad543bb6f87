import { type Command, dateOf, onFacts } from '#event-sourcing';
import { IsPlainDate } from '#shapes';
import { must, mustGiveReason, obey } from '../../commands.js';
import { ClosureCommand, decisionPolicies, type SigningFacts } from '../closure/policies.js';
import type { IssueEvent, Signature } from '../events.js';
import type { PendingPlacement } from '../lifecycle.js';
import { type Issue, mustBeDelivered } from '../state.js';
import { mustBeSignedOff, signedOff } from '../../sign-offs.js';

export class PlaceUnderLongTerm extends ClosureCommand {
  @IsPlainDate()
  reviewOn!: string;
}

type Placing = Command & { readonly reviewOn: string };

const REVIEWED_WITHIN_YEARS = 3;

/** What is entered late is measured by the day on which it is entered. */
export const mustBeReviewedWithinSense = ({ reviewOn, effectiveAt, issuedAt }: Placing): void => {
  const field = 'reviewOn';
  const decidedOn = dateOf(effectiveAt);
  must(reviewOn > decidedOn, 'long-term.review-date-not-ahead', { field, reviewOn, decidedOn });
  const today = dateOf(issuedAt);
  const latest = `${Number(today.slice(0, 4)) + REVIEWED_WITHIN_YEARS}${today.slice(4)}`;
  must(reviewOn <= latest, 'long-term.review-date-too-far', { field, reviewOn, latest });
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
  mustBeReviewedWithinSense(command);
  const before = standingWith(command, issue.pendingPlacement);
  const pendingPlacement = before.length > 0 ? issue.pendingPlacement : undefined;
  obey(decisionPolicies, command, { ...issue, pendingPlacement }, facts);
  mustGiveReason(command);
  const { step, decided } = signedOff(command, policy, before);
  const signed: IssueEvent = { type: 'LongTermSignedOff', data: { reviewOn, ...step } };
  return decided ? [signed, { type: 'LongTermApproved', data: { reviewOn, decided } }] : [signed];
};

export const longTermDecisions = [
  onFacts(PlaceUnderLongTerm, placeUnderLongTerm, 'LongTermSignedOff', 'LongTermApproved'),
];
