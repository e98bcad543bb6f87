import { type Command, dateOf } from '#event-sourcing';
import type { Policy, Refusal } from '../../errors.js';
import type { ClosurePolicy } from '../../round/events.js';
import {
  onlyALeaderDecides,
  onlyAnEntitledMemberSigns,
  theResponsibleLeaderNeverDecidesTheClosure,
} from '../../sign-offs.js';
import type { ClosureCommand } from './commands.js';
import type { ClosureFacts, SigningFacts } from './facts.js';
import { type ClosureRule, noneWhoSignedWasInvolved, nobodyInvolvedDecides } from './involved.js';
import type { RequirementWaived } from '../events.js';
import type { MeetingCommand } from '../outcome/commands.js';
import { type Issue, reviewOf, workThatCounts } from '../state.js';

export const theSamePersonNeverSignsTwoLevels: Policy<Command, Issue> = ({ actor }, issue) => {
  const before = reviewOf(issue)?.endorsements.find(({ personId }) => personId === actor.personId);
  return before
    ? { code: 'issue.same-person-two-levels', details: { person: actor.name, signed: before.level } }
    : undefined;
};

const requiredBy = (policy: ClosurePolicy): number | null => (policy.way === 'sign-offs' ? policy.required : null);

export const theSamePersonNeverSignsTwice: ClosureRule = ({ actor }, issue, { closurePolicy }) => {
  const signatures = [...(reviewOf(issue)?.signatures ?? []), ...(issue.pendingPlacement?.signatures ?? [])];
  return signatures.some(({ personId }) => personId === actor.personId)
    ? {
        code: 'issue.signed-already',
        details: { person: actor.name, required: requiredBy(closurePolicy), signed: signatures.length },
      }
    : undefined;
};

export const theDecisionIsOnWhatWasRequested: ClosureRule = (_, issue, { currentHash }) => {
  const requested = reviewOf(issue)?.contentHash;
  return requested === undefined || requested === currentHash
    ? undefined
    : { code: 'issue.changed-since-request', details: { requested, current: currentHash } };
};

/** Between reading the content and deciding, somebody else may have reported. */
export const theContentIsAsItWasRead: ClosureRule = (_, issue, { contentVersion }) =>
  contentVersion === undefined || contentVersion === issue.contentVersion
    ? undefined
    : { code: 'issue.changed-meanwhile', details: { number: issue.delivered.number } };

export const endorsementPolicies: readonly ClosureRule[] = [
  ...nobodyInvolvedDecides,
  theSamePersonNeverSignsTwoLevels,
  noneWhoSignedWasInvolved,
  theDecisionIsOnWhatWasRequested,
  theContentIsAsItWasRead,
];

export const decisionPolicies: readonly Policy<ClosureCommand, Issue, SigningFacts>[] = [
  onlyALeaderDecides,
  onlyAnEntitledMemberSigns,
  theResponsibleLeaderNeverDecidesTheClosure,
  ...nobodyInvolvedDecides,
  theSamePersonNeverSignsTwoLevels,
  theSamePersonNeverSignsTwice,
  noneWhoSignedWasInvolved,
  theDecisionIsOnWhatWasRequested,
  theContentIsAsItWasRead,
];

export const theMeetingDecidedOnWhatThereIs: Policy<MeetingCommand, Issue, ClosureFacts> = (
  { decided },
  issue,
  { currentHash },
) => {
  const { contentHash, body, meeting, item } = decided;
  return contentHash === currentHash
    ? undefined
    : {
        code: 'issue.changed-since-decision',
        details: {
          number: issue.delivered.number,
          body: body.name,
          meeting: meeting.name,
          item: item.number,
          decided: contentHash,
          current: currentHash,
        },
      };
};

export const meetingPolicies: readonly Policy<MeetingCommand, Issue, ClosureFacts>[] = [
  theMeetingDecidedOnWhatThereIs,
  theDecisionIsOnWhatWasRequested,
  theContentIsAsItWasRead,
];

const waived = (
  { waivers }: Issue,
  requirement: RequirementWaived['data']['requirement'],
  criterion?: number,
): boolean =>
  waivers.some(
    (one) => one.requirement === requirement && (one.criterion === undefined || one.criterion === criterion),
  );

export const everyLinkedTaskIsCompleted: ClosureRule = (_, issue, { linkedTasks }) => {
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

export const progressHasBeenReported: Policy<ClosureCommand, Issue> = (_, issue) =>
  workThatCounts(issue).progress.length > 0 || waived(issue, 'progress')
    ? undefined
    : lacking(issue, { code: 'closure.no-progress-report', details: { number: issue.delivered.number } });

export const thereIsEvidence: Policy<ClosureCommand, Issue> = (_, issue) =>
  workThatCounts(issue).evidence.length > 0 || issue.delivered.criteria.length > 0 || waived(issue, 'evidence')
    ? undefined
    : lacking(issue, { code: 'closure.no-evidence', details: { number: issue.delivered.number } });

export const everyCriterionHasEvidence: Policy<ClosureCommand, Issue> = (_, issue) => {
  const { evidence } = workThatCounts(issue);
  const missing = issue.delivered.criteria
    .map((_text, i) => i + 1)
    .filter((number) => !waived(issue, 'evidence', number))
    .filter((number) => evidence.every(({ criteria }) => !criteria.includes(number)));
  return missing.length > 0
    ? lacking(issue, { code: 'closure.criterion-without-evidence', details: { criteria: missing } })
    : undefined;
};

export const noEvidenceIsDatedAfterTheRequest: Policy<ClosureCommand, Issue> = ({ effectiveAt }, issue) => {
  const requestedOn = dateOf(effectiveAt);
  const later = issue.evidence.filter(({ datedOn }) => datedOn > requestedOn);
  if (later.length === 0 || waived(issue, 'evidence')) return undefined;
  return {
    code: 'closure.evidence-after-request',
    details: { requestedOn, evidence: later.map(({ name, datedOn }) => ({ name, datedOn })) },
  };
};

export const closureRequirements: readonly ClosureRule[] = [
  everyLinkedTaskIsCompleted,
  progressHasBeenReported,
  thereIsEvidence,
  everyCriterionHasEvidence,
  noEvidenceIsDatedAfterTheRequest,
  theContentIsAsItWasRead,
];
