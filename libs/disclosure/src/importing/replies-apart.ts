import type { ReplyApart } from '#rectification';
import type { ReadIssue } from '../reading/report/reading.js';

/** No issue: its heading is lost. */
export const isApart = ({ heading, text }: ReadIssue): boolean => heading === null || text === '';

/** The number between two others, when one place is free there and one reply stands in it. */
const missingBetween = (before: ReadIssue | undefined, after: ReadIssue | undefined): string | null => {
  const [low, high] = [before?.number ?? null, after?.number ?? null];
  return low !== null && high === low + 2 ? String(low + 1) : null;
};

/** Replies under no issue, each with its place: nothing says what was found wrong, so that no issue is made of them. */
export const repliesApart = (issues: readonly ReadIssue[], labelOf: (issue: ReadIssue) => string | null) =>
  issues.flatMap((issue, at): ReplyApart[] => {
    if (!isApart(issue) || issue.reply === '') return [];
    const before = issues[at - 1];
    const behind = issues.slice(0, at).findLast((one) => !isApart(one));
    return [
      {
        text: issue.reply,
        line: issue.replyLine ?? issue.line,
        area: issue.area,
        behind: behind === undefined ? null : labelOf(behind),
        number: missingBetween(before, issues[at + 1]),
      },
    ];
  });
