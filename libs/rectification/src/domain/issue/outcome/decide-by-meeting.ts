import { on, onFacts } from '#event-sourcing';
import { must, obey } from '../../errors.js';
import { mustBeReviewedWithinSense } from './review-date.js';
import type { ClosureFacts } from '../closure/facts.js';
import { meetingPolicies } from '../closure/policies.js';
import type { IssueEvent } from '../events.js';
import { mustBeDelivered, type Issue } from '../state.js';
import {
  CloseByMeeting,
  type MeetingCommand,
  PlaceUnderLongTermByMeeting,
  RefuseLongTermByMeeting,
  RejectByMeeting,
} from './commands.js';

/*
 * The body has decided; the round's policy of today is not asked again. What is asked: whether the decision was carried
 * out already, and whether it was on what there is now.
 */

const isCarriedOut = ({ decided }: MeetingCommand, { decidedItems }: Issue): boolean =>
  decidedItems.has(decided.item.id);

const mustBeSubmitted = (command: MeetingCommand, issue: Issue, facts: ClosureFacts): void => {
  const { status } = issue.standing;
  must(status === 'submitted', 'issue.not-submitted', { status });
  obey(meetingPolicies, command, issue, facts);
};

export const closeByMeeting = (command: CloseByMeeting, issue: Issue, facts: ClosureFacts): IssueEvent[] => {
  const { decided } = command;
  mustBeDelivered(command, issue);
  if (isCarriedOut(command, issue)) return [];
  mustBeSubmitted(command, issue, facts);
  return [{ type: 'ClosureApproved', data: { contentHash: decided.contentHash, decided } }];
};

export const rejectByMeeting = (command: RejectByMeeting, issue: Issue, facts: ClosureFacts): IssueEvent[] => {
  const { decided } = command;
  mustBeDelivered(command, issue);
  if (isCarriedOut(command, issue)) return [];
  mustBeSubmitted(command, issue, facts);
  return [{ type: 'ClosureVotedDown', data: { contentHash: decided.contentHash, decided } }];
};

export const placeUnderLongTermByMeeting = (
  command: PlaceUnderLongTermByMeeting,
  issue: Issue,
  facts: ClosureFacts,
): IssueEvent[] => {
  const { decided, reviewOn } = command;
  mustBeDelivered(command, issue);
  if (isCarriedOut(command, issue)) return [];
  const { status } = issue.standing;
  must(status === 'rectifying' || status === 'submitted', 'issue.not-rectifying', { status });
  mustBeReviewedWithinSense(command);
  obey(meetingPolicies, command, issue, facts);
  return [{ type: 'LongTermApproved', data: { reviewOn, decided } }];
};

/** Changes nothing of the issue, so that it is taken whatever has become of it. */
export const refuseLongTermByMeeting = (command: RefuseLongTermByMeeting, issue: Issue): IssueEvent[] => {
  const { decided, reviewOn } = command;
  mustBeDelivered(command, issue);
  return isCarriedOut(command, issue) ? [] : [{ type: 'LongTermVotedDown', data: { reviewOn, decided } }];
};

export const byMeetingDecisions = [
  onFacts(CloseByMeeting, closeByMeeting, 'ClosureApproved'),
  onFacts(RejectByMeeting, rejectByMeeting, 'ClosureVotedDown'),
  onFacts(PlaceUnderLongTermByMeeting, placeUnderLongTermByMeeting, 'LongTermApproved'),
  on(RefuseLongTermByMeeting, refuseLongTermByMeeting, 'LongTermVotedDown'),
];
