import type { IssueRow } from '#rectification';
import { placementOf } from './issue-standing.js';

type Decided = NonNullable<NonNullable<IssueRow['closed']>['decided']>;

/** Body, meeting, item and votes in words; undefined where no meeting decided. */
const inWords = (decided: Decided | null | undefined): string | undefined => {
  if (decided?.way !== 'meeting') return undefined;
  const { body, meeting, item, result } = decided;
  const votes = `应到${result.entitled}人，赞成${result.yes}票、反对${result.no}票、弃权${result.abstain}票`;
  return `${body.name}“${meeting.name}”第${item.number}项（${votes}）`;
};

/** The meeting that closed the issue, while it is closed. */
export const closedAtMeeting = ({ closed }: IssueRow): string | undefined => inWords(closed?.decided);

/** The meeting that placed the issue under long-term rectification, while it is there. */
export const placedAtMeeting = (issue: IssueRow): string | undefined => inWords(placementOf(issue)?.decided);

/** The meeting behind the end in force. */
export const endedAtMeeting = (issue: IssueRow): string | undefined => closedAtMeeting(issue) ?? placedAtMeeting(issue);
