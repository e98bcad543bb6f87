import { on, onFacts } from '#event-sourcing';
import { type AgendaTitle, must, obey, type Policy } from '../../commands.js';
import {
  ClosureCommand,
  type ClosureFacts,
  theContentIsAsItWasRead,
  theDecisionIsOnWhatWasRequested,
} from '../closure/policies.js';
import type { DecidedByMeeting, IssueEvent } from '../events.js';
import { mustBeReviewedWithinSense } from './long-term.js';
import { type Issue, mustBeDelivered } from '../state.js';

/** What a body decided at its meeting. Sent by the process that carries it out, by nobody else. */
abstract class MeetingCommand extends ClosureCommand {
  decided!: DecidedByMeeting;
  about?: AgendaTitle;
}

export class CloseByMeeting extends MeetingCommand {}

export class RejectByMeeting extends MeetingCommand {}

export class PlaceUnderLongTermByMeeting extends MeetingCommand {
  reviewOn!: string;
}

export class RefuseLongTermByMeeting extends MeetingCommand {
  reviewOn!: string;
}

const theMeetingDecidedOnWhatThereIs: Policy<MeetingCommand, Issue, ClosureFacts> = (
  { decided },
  issue,
  { currentHash },
) => {
  const { contentHash, body, meeting, item } = decided;
  return contentHash === currentHash
    ? undefined
    : {
        code: 'issue.changed-since-decision',
        details: {
          number: issue.delivered.number,
          body: body.name,
          meeting: meeting.name,
          item: item.number,
          decided: contentHash,
          current: currentHash,
        },
      };
};

const meetingPolicies: readonly Policy<MeetingCommand, Issue, ClosureFacts>[] = [
  theMeetingDecidedOnWhatThereIs,
  theDecisionIsOnWhatWasRequested,
  theContentIsAsItWasRead,
];

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
