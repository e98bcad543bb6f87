import { Type } from 'class-transformer';
import { IsInt, IsObject, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { alike, type Command, on, type Recorded } from '#event-sourcing';
import {
  changeOf,
  CorrectingCommand,
  DatedCommand,
  RectificationCommand,
  must,
  obey,
  type Policy,
  type Refusal,
} from '../commands.js';
import type { Breakdown, RoundEvent } from './events.js';
import { aChangeOfRulesGivesItsReason, headingOf, type ListedIssues, type Round } from './state.js';

const IsCount = (): PropertyDecorator => (target, property) => {
  for (const decorate of [IsOptional(), IsInt(), Min(0), Max(100_000)]) decorate(target, property);
};

/** Left out or null: the delivered report does not say. */
export class BreakdownBody {
  @IsCount()
  findings?: number | null;

  @IsCount()
  areas?: number | null;

  @IsCount()
  headings?: number | null;

  @IsCount()
  tasks?: number | null;

  @IsCount()
  issues?: number | null;
}

export class ReviseBreakdown extends DatedCommand {
  @ValidateNested()
  @Type(() => BreakdownBody)
  @IsObject()
  breakdown!: BreakdownBody;
}

/** Sent only together with DeliverIssue: takes a place in the round's register. */
export class ListIssue extends RectificationCommand {
  static readonly inAnyOrder = true;

  issueId!: string;
  number!: string;
  area!: string;
  heading!: string;
}

/** Sent only together with CorrectIssue. */
export class CorrectListing extends CorrectingCommand {
  static override readonly puttingRight = ({ type, data }: Recorded, { issueId }: CorrectListing): boolean =>
    (type === 'IssueListed' || type === 'IssueListingCorrected') &&
    (data as { readonly issueId: string }).issueId === issueId;

  issueId!: string;
  area?: string;
  heading?: string;
}

/** Sent only together with PlanTask. */
export class ListTask extends RectificationCommand {
  static readonly inAnyOrder = true;

  taskId!: string;
  number!: string;
  issueIds!: readonly string[];
}

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

const theBreakdownCoversWhatIsListed: Policy<Command, Round, Breakdown> = (_, { issues, tasks }, asserted) =>
  exceeding(listed(issues, tasks.size), asserted);

const anIssueNumberIsTakenOnce: Policy<ListIssue, Round> = ({ number }, { issues }) =>
  issues.first('number', number) ? { code: 'issue.number-taken', details: { number } } : undefined;

const noIssueIsListedBeyondTheBreakdown: Policy<ListIssue, Round> = (command, { issues, tasks, breakdown }) => {
  const counts = listed(issues, tasks.size);
  const more = (key: 'area' | 'heading', value: string): number => (issues.first(key, value) ? 0 : 1);
  const areas = counts.areas + more('area', command.area);
  const headings = counts.headings + more('heading', headingOf(command));
  return exceeding({ ...counts, areas, headings, issues: counts.issues + 1 }, breakdown);
};

const noIssueMovesBeyondTheBreakdown: Policy<CorrectListing, Round> = (
  { issueId, area, heading },
  { issues, tasks, breakdown },
) => {
  const moved = issues.changed((one) =>
    one.issueId === issueId ? { ...one, area: area ?? one.area, heading: heading ?? one.heading } : one,
  );
  return exceeding(listed(moved, tasks.size), breakdown);
};

const aTaskNumberIsTakenOnce: Policy<ListTask, Round> = ({ number }, { tasks }) =>
  tasks.first('number', number) ? { code: 'task.number-taken', details: { number } } : undefined;

const noTaskIsListedBeyondTheBreakdown: Policy<ListTask, Round> = (_, { issues, tasks, breakdown }) =>
  exceeding(listed(issues, tasks.size + 1), breakdown);

const aTaskServesIssuesOfItsRound: Policy<ListTask, Round> = ({ issueIds }, { issues }) => {
  const missing = issueIds.filter((id) => !issues.first('issueId', id));
  return missing.length > 0 ? { code: 'issue.unknown', details: { field: 'issueIds', ids: missing } } : undefined;
};

export const asserted = (body: BreakdownBody = {}): Breakdown => ({
  findings: body.findings ?? null,
  areas: body.areas ?? null,
  headings: body.headings ?? null,
  tasks: body.tasks ?? null,
  issues: body.issues ?? null,
});

export const reviseBreakdown = (command: ReviseBreakdown, round: Round): RoundEvent[] => {
  must(round.opened, 'round.unknown', { id: command.id });
  const to = asserted(command.breakdown);
  if (alike(round.breakdown, to)) return [];
  obey([aChangeOfRulesGivesItsReason, theBreakdownCoversWhatIsListed], command, round, to);
  return [{ type: 'BreakdownRevised', data: { from: round.breakdown, to } }];
};

export const listIssue = (command: ListIssue, round: Round): RoundEvent[] => {
  const { issueId, number, area, heading } = command;
  const data = { issueId, number, area, heading };
  must(round.opened, 'round.unknown', { id: command.id });
  const known = round.issues.first('number', number);
  if (known && alike(known, data)) return [];
  obey([anIssueNumberIsTakenOnce, noIssueIsListedBeyondTheBreakdown], command, round);
  return [{ type: 'IssueListed', data }];
};

/** An issue that is listed nowhere has no entry to correct: the delivery lists it. */
export const correctListing = (command: CorrectListing, round: Round): RoundEvent[] => {
  const { issueId, area, heading } = command;
  const listing = round.issues.first('issueId', issueId);
  const change = listing && changeOf({ area: listing.area, heading: listing.heading }, { area, heading });
  if (!change) return [];
  obey([noIssueMovesBeyondTheBreakdown], command, round);
  return [{ type: 'IssueListingCorrected', data: { issueId, ...change } }];
};

export const listTask = (command: ListTask, round: Round): RoundEvent[] => {
  const { taskId, number, issueIds } = command;
  const data = { taskId, number, issueIds };
  must(round.opened, 'round.unknown', { id: command.id });
  const known = round.tasks.first('number', number);
  if (known && alike(known, data)) return [];
  obey([aTaskNumberIsTakenOnce, aTaskServesIssuesOfItsRound, noTaskIsListedBeyondTheBreakdown], command, round);
  return [{ type: 'TaskListed', data }];
};

export const registerDecisions = [
  on(ReviseBreakdown, reviseBreakdown, 'BreakdownRevised'),
  on(ListIssue, listIssue, 'IssueListed'),
  on(CorrectListing, correctListing, 'IssueListingCorrected'),
  on(ListTask, listTask, 'TaskListed'),
];
