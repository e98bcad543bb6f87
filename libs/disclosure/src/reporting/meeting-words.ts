import type { IssueRow } from '#rectification';
import { placementOf } from './issue-standing.js';

type Decided = NonNullable<NonNullable<IssueRow['closed']>['decided']>;

/** Undefined where no meeting decided. */
const itemOf = (decided: Decided | null | undefined): string | undefined => {
  if (decided?.way !== 'meeting') return undefined;
  const { body, meeting, item } = decided;
  return `${body.name}“${meeting.name}”第${item.number}项`;
};

const withVotes = (decided: Decided | null | undefined): string | undefined => {
  if (decided?.way !== 'meeting') return undefined;
  const { entitled, yes, no, abstain } = decided.result;
  return `${itemOf(decided)}（应到${entitled}人，赞成${yes}票、反对${no}票、弃权${abstain}票）`;
};

/** The meeting that closed the issue, with its votes, while it is closed. */
export const closedAtMeeting = ({ closed }: IssueRow): string | undefined => withVotes(closed?.decided);

/** The meeting that placed the issue under long-term rectification, with its votes, while it is there. */
export const placedAtMeeting = (issue: IssueRow): string | undefined => withVotes(placementOf(issue)?.decided);

/** The meeting behind the end in force, for the public: who voted how is the body's own matter. */
export const endedAtMeeting = (issue: IssueRow): string | undefined =>
  itemOf(issue.closed?.decided) ?? itemOf(placementOf(issue)?.decided);
