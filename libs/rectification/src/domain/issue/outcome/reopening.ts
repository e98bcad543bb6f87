import { dateOf, mustBePlannedWithinSense, on } from '#event-sourcing';
import { IsOneOf, IsPlainDate } from '#shapes';
import { MayVoid, RectificationCommand, must, mustGiveReason } from '../../commands.js';
import type { IssueEvent } from '../events.js';
import { type Issue, mustBeDelivered } from '../state.js';
import { sparing } from '../voiding.js';

export class ReopenIssue extends RectificationCommand {
  static readonly underAuthority = true;

  /** `review-date-passed` is the process's alone: a body cannot claim it. */
  @IsOneOf(['re-check', 'relapse'])
  source!: 're-check' | 'relapse' | 'review-date-passed';

  /** By when it is to be rectified now; the process names none. */
  @IsPlainDate()
  dueOn?: string;

  /** Event id of the placement whose review date passed; filled by the process. */
  placement?: string;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

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
  must(status === 'closed' || status === 'long-term', 'issue.not-decided', { status });
  mustGiveReason(command);
  const reopenedOn = dateOf(command.effectiveAt);
  must(dueOn && dueOn > reopenedOn, 'reopening.due-date-not-ahead', { field: 'dueOn', dueOn, reopenedOn });
  mustBePlannedWithinSense(command, { dueOn });
  return [{ type: 'IssueReopened', data: { source, from: status, dueOn } }];
});

export const reopeningDecisions = [on(ReopenIssue, reopenIssue, 'IssueReopened', 'RequestVoided')];
