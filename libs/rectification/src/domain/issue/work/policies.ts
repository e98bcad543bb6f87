import { type Command, type PlainDate, standingOf } from '#event-sourcing';
import type { Policy, Refusal } from '../../errors.js';
import { type Issue, reviewOf } from '../state.js';
import type { AssignIssue, AttachEvidence, CorrectProgress, ReportProgress } from './commands.js';

/** Whoever endorses and decides is told by the assignment: it stays as it was when closure was requested. */
export const nothingIsAssignedWhileUnderReview: Policy<Command, Issue> = (_, issue) =>
  reviewOf(issue)
    ? { code: 'issue.assigned-while-under-review', details: { status: issue.standing.status } }
    : undefined;

export const onlyAnExtensionPutsTheDueDateOff: Policy<AssignIssue, Issue> = ({ dueOn: asked }, issue) => {
  const { assignment, dueDateOpen } = issue;
  return assignment && !dueDateOpen && asked > assignment.dueOn
    ? { code: 'extension.needed', details: { field: 'dueOn', dueOn: assignment.dueOn, asked } }
    : undefined;
};

/** The day on which the round's findings were delivered. */
interface Delivery {
  readonly deliveredOn?: PlainDate;
}

export const theDueDateFollowsTheDelivery: Policy<AssignIssue, Issue, Delivery> = ({ dueOn }, _, { deliveredOn }) =>
  deliveredOn !== undefined && dueOn < deliveredOn
    ? { code: 'issue.due-before-delivery', details: { field: 'dueOn', dueOn, deliveredOn } }
    : undefined;

export const assignmentPolicies: readonly Policy<AssignIssue, Issue, Delivery>[] = [
  nothingIsAssignedWhileUnderReview,
  onlyAnExtensionPutsTheDueDateOff,
  theDueDateFollowsTheDelivery,
];

const notOfTheLeadUnit = (command: Command, { assignment }: Issue): Refusal => ({
  code: 'issue.not-lead-unit',
  details: { unit: standingOf(command).unit ?? null, leadUnit: assignment?.leadUnit.name ?? null },
});

const unlessOfTheLeadUnit = (command: Command, issue: Issue): Refusal | undefined => {
  const actor = standingOf(command);
  const { handler, leadUnit } = issue.assignment ?? {};
  return actor.personId === handler?.id || (actor.unitId !== undefined && actor.unitId === leadUnit?.id)
    ? undefined
    : notOfTheLeadUnit(command, issue);
};

export const onlyTheLeadUnitClaims: Policy<Command, Issue> = (command, issue) => unlessOfTheLeadUnit(command, issue);

export const onlyTheResponsibleLeaderClaims: Policy<Command, Issue> = (command, { assignment }) => {
  const { personId, name } = standingOf(command);
  return personId === assignment?.leader.id
    ? undefined
    : { code: 'issue.not-responsible-leader', details: { person: name, leader: assignment?.leader.name ?? null } };
};

export const onlyTheLeadUnitRequestsClosure: Policy<Command, Issue> = (command, issue) => {
  const actor = standingOf(command);
  if (actor.personId === issue.assignment?.handler.id) return undefined;
  const speaksForItsUnit = actor.roles.includes('unit-head') || actor.roles.includes('reporter');
  return speaksForItsUnit ? unlessOfTheLeadUnit(command, issue) : notOfTheLeadUnit(command, issue);
};

export const aReportIsCorrectedByItsOwnUnit: Policy<CorrectProgress, Issue> = (command, { progress }) => {
  const { actor, corrects } = command;
  const { personId, unitId, unit } = standingOf(command);
  const report = progress.find(({ id }) => id === corrects);
  if (!report) return { code: 'progress.unknown', details: { field: 'corrects', corrects } };
  const reporters = [report.personId, report.onBehalfOf];
  const own = reporters.includes(personId) || reporters.includes(actor.personId);
  const ofItsUnit = report.unitId !== undefined && report.unitId === unitId;
  return own || ofItsUnit ? undefined : { code: 'issue.other-units-report', details: { unit: unit ?? null } };
};

export const aReportCitesAttachedEvidence: Policy<ReportProgress, Issue> = (command, { evidence }) => {
  const unknown = command.evidence.filter((cited) => evidence.every(({ sha256 }) => sha256 !== cited));
  return unknown.length > 0 ? { code: 'evidence.unknown', details: { field: 'evidence', unknown } } : undefined;
};

export const evidenceSpeaksForCriteriaOfTheIssue: Policy<AttachEvidence, Issue> = ({ criteria }, { delivered }) => {
  const unknown = criteria.filter((number) => number < 1 || number > delivered.criteria.length);
  return unknown.length > 0
    ? { code: 'criterion.unknown', details: { field: 'criteria', unknown, criteria: delivered.criteria.length } }
    : undefined;
};

export const onlyEvidenceInForceIsReplaced: Policy<AttachEvidence, Issue> = ({ replaces, sha256 }, { evidence }) => {
  if (replaces === undefined) return undefined;
  const inForce = replaces !== sha256 && evidence.some((one) => one.sha256 === replaces);
  return inForce ? undefined : { code: 'evidence.unknown', details: { field: 'replaces', unknown: [replaces] } };
};
