import { IsOptional } from 'class-validator';
import { type Command, on, onFacts } from '#event-sourcing';
import { IsText } from '#shapes';
import { MayVoid, RectificationCommand, must, mustGiveReason, obey } from '../../commands.js';
import {
  ClosureCommand,
  type ClosureFacts,
  type ClosureRule,
  nobodyInvolvedDecides,
  noneWhoSignedWasInvolved,
  theContentIsAsItWasRead,
  theDecisionIsOnWhatWasRequested,
  theSamePersonNeverSignsTwoLevels,
} from './policies.js';
import type { IssueEvent } from '../events.js';
import type { Endorsement, Review } from '../lifecycle.js';
import { type Issue, mustBeDelivered, reviewOf } from '../state.js';
import { sparing } from '../voiding.js';

export class EndorseClosure extends ClosureCommand {
  @IsOptional()
  @IsText(2000)
  opinion?: string;
}

export class ReturnIssue extends RectificationCommand {
  static readonly underAuthority = true;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

const endorsementPolicies: readonly ClosureRule[] = [
  ...nobodyInvolvedDecides,
  theSamePersonNeverSignsTwoLevels,
  noneWhoSignedWasInvolved,
  theDecisionIsOnWhatWasRequested,
  theContentIsAsItWasRead,
];

type Level = Endorsement['level'];

/** A policy changed in between may leave no level open: the office then passes the request on. */
const nextLevel = (review: Review, endorsements: readonly Level[]): { level: Level; last: boolean } => {
  const open = endorsements.filter((level) => review.endorsements.every((one) => one.level !== level));
  return { level: open[0] ?? 'office', last: open.length <= 1 };
};

const headsTheLeadUnit = ({ actor }: Command, { assignment }: Issue): boolean =>
  actor.roles.includes('unit-head') && actor.unitId !== undefined && actor.unitId === assignment?.leadUnit.id;

const mustActForItsLevel = (level: Level, command: Command, issue: Issue): void => {
  if (level === 'office') must(command.actor.roles.includes('office'), 'issue.not-office', { level });
  else
    must(headsTheLeadUnit(command, issue), 'issue.not-unit-head', { level, leadUnit: issue.assignment?.leadUnit.name });
};

export const endorseClosure = (command: EndorseClosure, issue: Issue, facts: ClosureFacts): IssueEvent[] => {
  mustBeDelivered(command, issue);
  const { status } = issue.standing;
  const review = reviewOf(issue);
  const endorsedByActor = review?.endorsements.some(({ personId }) => personId === command.actor.personId);
  if (status === 'submitted' && endorsedByActor) return [];
  must(review && status !== 'submitted', 'issue.not-awaiting-endorsement', { status });
  obey(endorsementPolicies, command, issue, facts);
  const { level, last } = nextLevel(review, facts.closurePolicy.endorsements);
  mustActForItsLevel(level, command, issue);
  const { contentHash } = review;
  return [{ type: 'ClosureEndorsed', data: { level, contentHash, last, opinion: command.opinion } }];
};

/** Before any endorsement the head of the lead unit may return it as well; later only the office. */
const levelOfReturn = (command: Command, issue: Issue): Level | undefined => {
  if (command.actor.roles.includes('office')) return 'office';
  return issue.standing.status === 'closure-requested' && headsTheLeadUnit(command, issue) ? 'unit' : undefined;
};

export const returnIssue = sparing((command: ReturnIssue, issue: Issue): IssueEvent[] => {
  mustBeDelivered(command, issue);
  const { standing } = issue;
  if (standing.status === 'rectifying' && standing.after === 'return') return [];
  must(reviewOf(issue), 'issue.not-under-review', { status: standing.status });
  const level = levelOfReturn(command, issue);
  must(level, 'issue.not-office', { status: standing.status, roles: command.actor.roles });
  mustGiveReason(command);
  return [{ type: 'IssueReturned', data: { level } }];
});

export const endorsingDecisions = [
  onFacts(EndorseClosure, endorseClosure, 'ClosureEndorsed'),
  on(ReturnIssue, returnIssue, 'IssueReturned', 'RequestVoided'),
];
