import type { Command } from '#event-sourcing';
import { type Policy, type Refusal, withoutReason } from '../errors.js';
import type { CorrectListing, ListIssue, ListTask } from './commands.js';
import type { Breakdown } from './events.js';
import { headingOf, type ListedIssues, type Round } from './state.js';

type Counted = Exclude<keyof Breakdown, 'findings'>;
type Listed = Readonly<Record<Counted, number>>;

const listed = (issues: ListedIssues, tasks: number): Listed => ({
  areas: issues.different('area'),
  headings: issues.different('heading'),
  issues: issues.size,
  tasks,
});

const exceeding = (counts: Listed, asserted: Breakdown): Refusal | undefined => {
  const of = (Object.keys(counts) as Counted[]).find((one) => counts[one] > (asserted[one] ?? Infinity));
  if (!of) return undefined;
  return { code: 'round.count-exceeds-breakdown', details: { of, asserted: asserted[of], listed: counts[of] } };
};

export const theBreakdownCoversWhatIsListed: Policy<Command, Round, Breakdown> = (_, { issues, tasks }, asserted) =>
  exceeding(listed(issues, tasks.size), asserted);

export const anIssueNumberIsTakenOnce: Policy<ListIssue, Round> = ({ number }, { issues }) =>
  issues.first('number', number) ? { code: 'issue.number-taken', details: { number } } : undefined;

export const noIssueIsListedBeyondTheBreakdown: Policy<ListIssue, Round> = (command, { issues, tasks, breakdown }) => {
  const counts = listed(issues, tasks.size);
  const more = (key: 'area' | 'heading', value: string): number => (issues.first(key, value) ? 0 : 1);
  const areas = counts.areas + more('area', command.area);
  const headings = counts.headings + more('heading', headingOf(command));
  return exceeding({ ...counts, areas, headings, issues: counts.issues + 1 }, breakdown);
};

export const noIssueMovesBeyondTheBreakdown: Policy<CorrectListing, Round> = (
  { issueId, area, heading },
  { issues, tasks, breakdown },
) => {
  const moved = issues.changed((one) =>
    one.issueId === issueId ? { ...one, area: area ?? one.area, heading: heading ?? one.heading } : one,
  );
  return exceeding(listed(moved, tasks.size), breakdown);
};

export const aTaskNumberIsTakenOnce: Policy<ListTask, Round> = ({ number }, { tasks }) =>
  tasks.first('number', number) ? { code: 'task.number-taken', details: { number } } : undefined;

export const noTaskIsListedBeyondTheBreakdown: Policy<ListTask, Round> = (_, { issues, tasks, breakdown }) =>
  exceeding(listed(issues, tasks.size + 1), breakdown);

export const aTaskServesIssuesOfItsRound: Policy<ListTask, Round> = ({ issueIds }, { issues }) => {
  const missing = issueIds.filter((id) => !issues.first('issueId', id));
  return missing.length > 0 ? { code: 'issue.unknown', details: { field: 'issueIds', ids: missing } } : undefined;
};

export const aChangeOfRulesGivesItsReason: Policy<Command, Round> = (command) => withoutReason(command);
