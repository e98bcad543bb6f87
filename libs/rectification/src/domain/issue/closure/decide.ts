import { on, onFacts, type Command } from '#event-sourcing';
import { must, mustGiveReason, obey, type Policy } from '../../errors.js';
import {
  mustBeSignedOff,
  onlyALeaderDecides,
  onlyAnEntitledMemberSigns,
  signedOff,
  theResponsibleLeaderNeverDecidesTheClosure,
} from '../../sign-offs.js';
import { EndorseClosure, RequestClosure, ReturnIssue, WaiveRequirement } from './commands.js';
import type { ClosureFacts, SigningFacts } from './facts.js';
import { nobodyInvolvedDecides } from './involved.js';
import { closureRequirements, endorsementPolicies, theSamePersonNeverSignsTwoLevels } from './policies.js';
import type { Endorsement, Review } from '../lifecycle.js';
import { type Issue, reviewOf, mustBeAtWork, mustBeDelivered, mustNotBeClosed } from '../state.js';
import { isOf } from './requirement.js';
import type { IssueEvent } from '../events.js';
import { onlyTheLeadUnitRequestsClosure } from '../work/policies.js';
import { sparing } from '../voiding.js';

type Level = Endorsement['level'];

/** Nobody waives alone, under whatever policy. */
const LEAST_SIGNATURES = 2;

const waiverPolicies: readonly Policy<WaiveRequirement, Issue, SigningFacts>[] = [
  onlyALeaderDecides,
  onlyAnEntitledMemberSigns,
  theResponsibleLeaderNeverDecidesTheClosure,
  ...nobodyInvolvedDecides,
  theSamePersonNeverSignsTwoLevels,
];

/** By as many as decide on the closure: what is waived is half of it. */
export const waiveRequirement = sparing(
  (command: WaiveRequirement, issue: Issue, facts: SigningFacts): IssueEvent[] => {
    const { requirement, criterion, actor } = command;
    const data = { requirement, criterion };
    mustNotBeClosed(command, issue);
    if (issue.waivers.some((one) => isOf(one, data))) return [];
    const exists =
      criterion === undefined || (requirement === 'evidence' && criterion <= issue.delivered.criteria.length);
    must(exists, 'criterion.unknown', { field: 'criterion', unknown: [criterion], requirement });
    const policy = mustBeSignedOff(facts.closurePolicy, 'waiver.decided-by-meeting');
    obey(waiverPolicies, command, issue, facts);
    mustGiveReason(command);
    const before = issue.pendingWaivers.find((one) => isOf(one, data))?.signatures ?? [];
    const signedBefore = before.some(({ personId }) => personId === actor.personId);
    const required = Math.max(policy.required, LEAST_SIGNATURES);
    must(!signedBefore, 'issue.signed-already', { person: actor.name, required, signed: before.length });
    const { step, decided } = signedOff(command, { ...policy, required }, before);
    const signed: IssueEvent = { type: 'RequirementWaiverSigned', data: { ...data, ...step } };
    return decided ? [signed, { type: 'RequirementWaived', data: { ...data, decided } }] : [signed];
  },
);

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

/** A policy changed in between may leave no level open: the office then passes the request on. */
const nextLevel = (review: Review, endorsements: readonly Level[]): { level: Level; last: boolean } => {
  const open = endorsements.filter((level) => review.endorsements.every((one) => one.level !== level));
  return { level: open[0] ?? 'office', last: open.length <= 1 };
};

const headsTheLeadUnit = ({ actor }: Command, { assignment }: Issue): boolean =>
  actor.roles.includes('unit-head') && actor.unitId !== undefined && actor.unitId === assignment?.leadUnit.id;

const mustActForItsLevel = (level: Level, command: Command, issue: Issue): void => {
  if (level === 'office') must(command.actor.roles.includes('office'), 'issue.not-office', { level });
  else
    must(headsTheLeadUnit(command, issue), 'issue.not-unit-head', { level, leadUnit: issue.assignment?.leadUnit.name });
};

export const endorseClosure = (command: EndorseClosure, issue: Issue, facts: ClosureFacts): IssueEvent[] => {
  mustBeDelivered(command, issue);
  const { status } = issue.standing;
  const review = reviewOf(issue);
  const endorsedByActor = review?.endorsements.some(({ personId }) => personId === command.actor.personId);
  if (status === 'submitted' && endorsedByActor) return [];
  must(review && status !== 'submitted', 'issue.not-awaiting-endorsement', { status });
  obey(endorsementPolicies, command, issue, facts);
  const { level, last } = nextLevel(review, facts.closurePolicy.endorsements);
  mustActForItsLevel(level, command, issue);
  const { contentHash } = review;
  return [{ type: 'ClosureEndorsed', data: { level, contentHash, last, opinion: command.opinion } }];
};

/** Before any endorsement the head of the lead unit may return it as well; later only the office. */
const levelOfReturn = (command: Command, issue: Issue): Level | undefined => {
  if (command.actor.roles.includes('office')) return 'office';
  return issue.standing.status === 'closure-requested' && headsTheLeadUnit(command, issue) ? 'unit' : undefined;
};

export const returnIssue = sparing((command: ReturnIssue, issue: Issue): IssueEvent[] => {
  mustBeDelivered(command, issue);
  const { standing } = issue;
  if (standing.status === 'rectifying' && standing.after === 'return') return [];
  must(reviewOf(issue), 'issue.not-under-review', { status: standing.status });
  const level = levelOfReturn(command, issue);
  must(level, 'issue.not-office', { status: standing.status, roles: command.actor.roles });
  mustGiveReason(command);
  return [{ type: 'IssueReturned', data: { level } }];
});

export const closureDecisions = [
  onFacts(WaiveRequirement, waiveRequirement, 'RequirementWaiverSigned', 'RequirementWaived', 'RequestVoided'),
  onFacts(RequestClosure, requestClosure, 'ClosureRequested', 'RequestVoided'),
  onFacts(EndorseClosure, endorseClosure, 'ClosureEndorsed'),
  on(ReturnIssue, returnIssue, 'IssueReturned', 'RequestVoided'),
];
