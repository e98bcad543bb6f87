import { type Command, dateOf, evolving, type Folds, standingOf } from '#event-sourcing';
import { must, type Policy } from '../commands.js';
import { content, entryFolds, recordedBy } from './correction/state.js';
import type { Assigned, IssueDelivered, IssueEvent } from './events.js';
import { changesWhatIsAskedFor, statusAfter } from './lifecycle.js';
import { type Judged, nothingDecided, outcomeFolds, reviewOf } from './outcome/state.js';
import { workFolds } from './work/state.js';

export { reviewOf };

/** With what was entered, done and decided on it. */
export interface Issue extends Judged {
  /** As it stands after all corrections. */
  readonly delivered: IssueDelivered['data'];
  /** Id of the event that says it as it was delivered. */
  readonly deliveredBy: string;
}

export const noIssue: Issue = {
  ...nothingDecided,
  delivered: { roundId: '', number: '', area: '', heading: '', text: '', class: 'immediate', criteria: [] },
  deliveredBy: '',
};

type Fold<Part> = (part: Part, event: never) => Part;

/** A part folds what it knows of an issue; the rest stays as it is. */
const within = <Part, E extends IssueEvent>(folds: Issue extends Part ? Folds<Part, E> : never): Folds<Issue, E> => {
  const widened = (fold: Fold<Part>) => (issue: Issue & Part, event: never) => ({ ...issue, ...fold(issue, event) });
  const each = Object.entries<Fold<Part>>(folds).map(([type, fold]) => [type, widened(fold)]);
  return Object.fromEntries(each) as Folds<Issue, E>;
};

export const evolve = evolving<Issue, IssueEvent>({
  IssueDelivered: (issue, event) => ({
    ...issue,
    standing: { status: statusAfter(issue.standing.status, event) },
    delivered: event.data,
    deliveredBy: event.id,
    since: { ...issue.since, delivered: dateOf(event.metadata.effectiveAt) },
  }),
  IssueCorrected: content((issue, event) => ({
    ...issue,
    ...(changesWhatIsAskedFor(event) ? recordedBy(issue, 'delivery', event) : {}),
    delivered: { ...issue.delivered, ...event.data.to },
  })),
  ...within(entryFolds),
  ...within(workFolds),
  ...within(outcomeFolds),
});

/** What a closure request is pinned to: everything that deciders are shown, and nothing that says who decides. */
export const contentOf = ({ delivered, progress, evidence, regulations, waivers, ...issue }: Issue): object => ({
  text: delivered.text,
  criteria: delivered.criteria,
  progress,
  evidence,
  regulations: regulations.map(({ title, documentNumber, date, kind }) => ({ title, documentNumber, date, kind })),
  waivers,
  accountability: issue.accountability.map(({ kind, number }) => ({ kind, number })),
  recoveries: issue.recoveries.map(({ amount }) => amount),
});

export const mustBeDelivered = ({ id }: Command, { standing }: Issue): void =>
  must(standing.status !== 'undelivered', 'issue.unknown', { id });

export const mustNotBeClosed = (command: Command, issue: Issue): void => {
  mustBeDelivered(command, issue);
  must(issue.standing.status !== 'closed', 'issue.closed', { number: issue.delivered.number });
};

/** Work goes on from assignment until closure, under long-term rectification as well. */
export const mustBeAtWork = (command: Command, issue: Issue): Assigned => {
  mustNotBeClosed(command, issue);
  must(issue.assignment, 'issue.not-assigned', { number: issue.delivered.number });
  return issue.assignment;
};

export const onlyThoseInvolvedWorkOnTheIssue: Policy<Command, Issue> = (command, { assignment }) => {
  const actor = standingOf(command);
  if (!assignment || actor.personId === assignment.handler.id) return undefined;
  const units = [assignment.leadUnit, ...assignment.supportingUnits];
  if (units.some(({ id }) => id === actor.unitId)) return undefined;
  return {
    code: 'issue.unit-not-involved',
    details: { unit: actor.unit ?? null, involved: units.map(({ name }) => name), handler: assignment.handler.name },
  };
};

/** Before an issue is given to any unit, none of them records on it. */
export const aUnitRecordsOnWhatWasGivenToAUnit: Policy<Command, Issue> = (command, { assignment, delivered }) => {
  const { roles } = standingOf(command);
  const speaksForAUnit = roles.length > 0 && roles.every((role) => role === 'unit-head' || role === 'reporter');
  return speaksForAUnit && !assignment
    ? { code: 'issue.not-assigned', details: { number: delivered.number } }
    : undefined;
};
