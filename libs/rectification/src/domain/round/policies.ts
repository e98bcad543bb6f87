import type { Command } from '#event-sourcing';
import { type Policy, type Refusal, withoutReason } from '../errors.js';
import type { CorrectListing, ListIssue, ListTask } from './commands.js';
import type { Breakdown, IssueListed } from './events.js';
import type { Round } from './state.js';

type Counted = Exclude<keyof Breakdown, 'findings'>;
type Listed = Readonly<Record<Counted, number>>;

const different = (names: readonly string[]): number => new Set(names).size;

/** A heading belongs to its area: two areas may use the same words. */
const listed = (issues: readonly IssueListed['data'][], tasks: number): Listed => ({
  areas: different(issues.map(({ area }) => area)),
  headings: different(issues.map(({ area, heading }) => `${area}\n${heading}`)),
  issues: issues.length,
  tasks,
});

const exceeding = (counts: Listed, asserted: Breakdown): Refusal | undefined => {
  const of = (Object.keys(counts) as Counted[]).find((one) => counts[one] > (asserted[one] ?? Infinity));
  if (!of) return undefined;
  return { code: 'round.count-exceeds-breakdown', details: { of, asserted: asserted[of], listed: counts[of] } };
};

export const theBreakdownCoversWhatIsListed: Policy<Command, Round, Breakdown> = (_, { issues, tasks }, asserted) =>
  exceeding(listed(issues, tasks.length), asserted);

export const anIssueNumberIsTakenOnce: Policy<ListIssue, Round> = ({ number }, { issues }) =>
  issues.some((one) => one.number === number) ? { code: 'issue.number-taken', details: { number } } : undefined;

export const noIssueIsListedBeyondTheBreakdown: Policy<ListIssue, Round> = (command, { issues, tasks, breakdown }) =>
  exceeding(listed([...issues, command], tasks.length), breakdown);

export const noIssueMovesBeyondTheBreakdown: Policy<CorrectListing, Round> = (
  { issueId, area, heading },
  { issues, tasks, breakdown },
) => {
  const moved = issues.map((one) =>
    one.issueId === issueId ? { ...one, area: area ?? one.area, heading: heading ?? one.heading } : one,
  );
  return exceeding(listed(moved, tasks.length), breakdown);
};

export const aTaskNumberIsTakenOnce: Policy<ListTask, Round> = ({ number }, { tasks }) =>
  tasks.some((one) => one.number === number) ? { code: 'task.number-taken', details: { number } } : undefined;

export const noTaskIsListedBeyondTheBreakdown: Policy<ListTask, Round> = (_, { issues, tasks, breakdown }) =>
  exceeding(listed(issues, tasks.length + 1), breakdown);

export const aTaskServesIssuesOfItsRound: Policy<ListTask, Round> = ({ issueIds }, { issues }) => {
  const known = new Set(issues.map(({ issueId }) => issueId));
  const missing = issueIds.filter((id) => !known.has(id));
  return missing.length > 0 ? { code: 'issue.unknown', details: { field: 'issueIds', ids: missing } } : undefined;
};

export const aChangeOfRulesGivesItsReason: Policy<Command, Round> = (command) => withoutReason(command);
