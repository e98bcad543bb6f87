import type { PlainDate } from '#event-sourcing';
import { isEnded, type IssueRow } from '#rectification';

/** What an issue's row says of itself as of the moment it was read. */
export type Progress = IssueRow['progress'][number];

/** The latest report in the words of its last correction. */
export const latestProgress = ({ progress }: IssueRow): Progress | undefined => {
  const latest = progress.findLast((entry) => entry.corrects === null);
  return progress.findLast((entry) => entry.corrects === latest?.id) ?? latest;
};

export const isOpen = ({ status }: IssueRow): boolean => !isEnded(status);

/** The placement in force. */
export const placementOf = (issue: IssueRow): IssueRow['placements'][number] | undefined =>
  issue.status === 'long-term' ? issue.placements.findLast(({ placed }) => placed !== null) : undefined;

/** Why it was asked for; the numbers of a vote are no reason. */
export const longTermReason = (issue: IssueRow): string => {
  const { placed, reason = '', decided } = placementOf(issue) ?? {};
  const vote = decided?.way === 'meeting' ? decided.result.explanation.zh : undefined;
  return [placed?.reason, reason].find((said) => said && (vote === undefined || !said.includes(vote))) ?? '';
};

export const asksForExtension = (issue: IssueRow): boolean =>
  isOpen(issue) && issue.extensions.at(-1)?.state === 'requested';

/** Where the delivered file asserts the end in force; absent when it was decided here. */
export const carriedOverFrom = (issue: IssueRow): NonNullable<IssueRow['provenance']> | undefined =>
  (issue.status === 'closed' ? issue.closed : placementOf(issue))?.provenance ?? undefined;

/** What the delivered ledger told of the rectification. It stands for an end that was carried over, and for no other. */
export const progressAsDelivered = (issue: IssueRow): string | undefined =>
  carriedOverFrom(issue) && (issue.asDelivered['整改情况'] ?? issue.asDelivered['整改进展']);

/** A delivered report tells what was done and not whether that is all; nobody has been given it here yet. */
export const isToldOnly = (issue: IssueRow): boolean =>
  issue.status === 'delivered' && (latestProgress(issue)?.provenance ?? null) !== null;

/** Of those whom it is given to now, until work on it is told. */
export const claimedBy = (issue: IssueRow): { readonly byUnit: boolean; readonly byLeader: boolean } | undefined => {
  const { leadUnit, leader } = issue.assignments.at(-1) ?? {};
  const begun = [issue.progress, issue.evidence, issue.closureAttempts, issue.reopenings].some((one) => one.length > 0);
  if (!leadUnit || begun) return undefined;
  return {
    byUnit: issue.claims.at(-1)?.unit.id === leadUnit.id,
    byLeader: issue.leaderClaims.at(-1)?.leader.id === leader?.id,
  };
};

/** The day itself is still in time. */
export const isOverdue = (issue: IssueRow, asOf: PlainDate): boolean =>
  isOpen(issue) && !isToldOnly(issue) && issue.dueOn !== null && issue.dueOn < asOf;
