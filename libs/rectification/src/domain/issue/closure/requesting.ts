import { type Command, dateOf, onFacts, standingOf } from '#event-sourcing';
import { IsText } from '#shapes';
import { MayVoid, WorkCommand, must, obey, type Policy, type Refusal } from '../../commands.js';
import { type ClosureCommand, type ClosureFacts, type ClosureRule, theContentIsAsItWasRead } from './policies.js';
import type { IssueEvent, RequirementWaived } from '../events.js';
import { type Issue, mustBeAtWork, reviewOf } from '../state.js';
import { sparing } from '../voiding.js';
import { notOfTheLeadUnit, unlessOfTheLeadUnit } from '../work/assignment.js';

/** Of the unit, not of those who decide: it may be entered late, and pins what there is when it is recorded. */
export class RequestClosure extends WorkCommand {
  static readonly underAuthority = true;

  @IsText(5000)
  statement!: string;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

const onlyTheLeadUnitRequestsClosure: Policy<Command, Issue> = (command, issue) => {
  const actor = standingOf(command);
  if (actor.personId === issue.assignment?.handler.id) return undefined;
  const speaksForItsUnit = actor.roles.includes('unit-head') || actor.roles.includes('reporter');
  return speaksForItsUnit ? unlessOfTheLeadUnit(command, issue) : notOfTheLeadUnit(command, issue);
};

/** Reports and evidence that a closure may rest on: what was reported here, and after a reopening only what is newer. */
const workThatCounts = ({ progress, evidence, reopened }: Issue): Pick<Issue, 'progress' | 'evidence'> => ({
  progress: progress.slice(reopened?.reports).filter(({ provenance }) => provenance === undefined),
  evidence: reopened
    ? evidence.filter(({ sha256, datedOn }) => !reopened.files.has(sha256) && datedOn >= reopened.on)
    : evidence,
});

const waived = (
  { waivers }: Issue,
  requirement: RequirementWaived['data']['requirement'],
  criterion?: number,
): boolean =>
  waivers.some(
    (one) => one.requirement === requirement && (one.criterion === undefined || one.criterion === criterion),
  );

const everyLinkedTaskIsCompleted: ClosureRule = (_, issue, { linkedTasks }) => {
  const open = linkedTasks.filter(({ completed }) => !completed);
  return open.length === 0 || waived(issue, 'tasks')
    ? undefined
    : {
        code: 'closure.tasks-open',
        details: { tasks: open.map(({ number }) => number), taskIds: open.map(({ id }) => id) },
      };
};

/** After a reopening the refusal says since when something newer is asked for. */
const lacking = ({ reopened }: Issue, refusal: Refusal): Refusal =>
  reopened
    ? {
        code: 'closure.nothing-since-reopening',
        details: { reopenedOn: reopened.on, lacking: refusal.code, ...refusal.details },
      }
    : refusal;

const progressHasBeenReported: Policy<ClosureCommand, Issue> = (_, issue) =>
  workThatCounts(issue).progress.length > 0 || waived(issue, 'progress')
    ? undefined
    : lacking(issue, { code: 'closure.no-progress-report', details: { number: issue.delivered.number } });

const thereIsEvidence: Policy<ClosureCommand, Issue> = (_, issue) =>
  workThatCounts(issue).evidence.length > 0 || issue.delivered.criteria.length > 0 || waived(issue, 'evidence')
    ? undefined
    : lacking(issue, { code: 'closure.no-evidence', details: { number: issue.delivered.number } });

const everyCriterionHasEvidence: Policy<ClosureCommand, Issue> = (_, issue) => {
  const { evidence } = workThatCounts(issue);
  const missing = issue.delivered.criteria
    .map((_text, i) => i + 1)
    .filter((number) => !waived(issue, 'evidence', number))
    .filter((number) => evidence.every(({ criteria }) => !criteria.includes(number)));
  return missing.length > 0
    ? lacking(issue, { code: 'closure.criterion-without-evidence', details: { criteria: missing } })
    : undefined;
};

const noEvidenceIsDatedAfterTheRequest: Policy<ClosureCommand, Issue> = ({ effectiveAt }, issue) => {
  const requestedOn = dateOf(effectiveAt);
  const later = issue.evidence.filter(({ datedOn }) => datedOn > requestedOn);
  if (later.length === 0 || waived(issue, 'evidence')) return undefined;
  return {
    code: 'closure.evidence-after-request',
    details: { requestedOn, evidence: later.map(({ name, datedOn }) => ({ name, datedOn })) },
  };
};

const closureRequirements: readonly ClosureRule[] = [
  everyLinkedTaskIsCompleted,
  progressHasBeenReported,
  thereIsEvidence,
  everyCriterionHasEvidence,
  noEvidenceIsDatedAfterTheRequest,
  theContentIsAsItWasRead,
];

const involvedIn = ({ linkedTasks }: ClosureFacts, issue: Issue): string[] => {
  const atTasks = linkedTasks.flatMap(({ involved }) => involved);
  const { reporters, evidenceProviders, handlers, recorders } = issue;
  const recorded = Object.values(recorders).flatMap((persons) => [...persons]);
  return [...new Set([...reporters, ...evidenceProviders, ...handlers, ...recorded, ...atTasks])].sort();
};

export const requestClosure = sparing((command: RequestClosure, issue: Issue, facts: ClosureFacts): IssueEvent[] => {
  const { statement } = command;
  const { currentHash: contentHash } = facts;
  mustBeAtWork(command, issue);
  obey([onlyTheLeadUnitRequestsClosure], command, issue);
  const review = reviewOf(issue);
  if (review?.contentHash === contentHash) return [];
  must(!review, 'issue.closure-already-requested', { requested: review?.contentHash, current: contentHash });
  const { status } = issue.standing;
  must(status === 'rectifying' || status === 'long-term', 'issue.not-rectifying', { status });
  obey(closureRequirements, command, issue, facts);
  const involved = involvedIn(facts, issue);
  return [{ type: 'ClosureRequested', data: { contentHash, involved, statement, policy: facts.closurePolicy } }];
});

export const requestingDecisions = [onFacts(RequestClosure, requestClosure, 'ClosureRequested', 'RequestVoided')];
