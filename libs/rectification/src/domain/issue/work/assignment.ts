import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional } from 'class-validator';
import {
  alike,
  type Command,
  mustBePlannedWithinSense,
  on,
  onFacts,
  type PlainDate,
  standingOf,
} from '#event-sourcing';
import { IsId, IsPlainDate } from '#shapes';
import {
  type Posted,
  theHandlerIsOfTheUnitThatDoesTheWork,
  theResponsibleLeaderIsALeadingMember,
} from '../../assignment-posts.js';
import { DatedCommand, WorkCommand, must, obey, type Policy, type Refusal } from '../../commands.js';
import type { Assigned, IssueEvent, Provenance } from '../events.js';
import { type Issue, mustBeAtWork, mustNotBeClosed, reviewOf } from '../state.js';

export class AssignIssue extends DatedCommand {
  @IsId()
  leaderId!: string;

  @IsId()
  leadUnitId!: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(30)
  @ArrayUnique()
  @IsId({ each: true })
  supportingUnitIds: string[] = [];

  @IsId()
  handlerId!: string;

  @IsPlainDate()
  dueOn!: string;

  /** Filled by the import: as the ledger names them, whatever posts they hold. */
  provenance?: Provenance;
}

export class ClaimIssue extends WorkCommand {}

/** 班子成员认领: by the leader who is responsible for it. */
export class ClaimAsLeader extends WorkCommand {}

/** Those named in the command, as the directory has them. */
export interface AssignmentFacts extends Omit<Assigned, 'dueOn'> {
  /** Of the round's findings; absent while the round is unknown. */
  readonly deliveredOn?: PlainDate;
  readonly leaderLeads?: boolean;
  readonly handlerPosts?: Posted;
}

export interface ClaimFacts {
  /** Whether the lead unit was dissolved since the assignment. */
  readonly dissolved: boolean;
}

/** Whoever endorses and decides is told by the assignment: it stays as it was when closure was requested. */
const nothingIsAssignedWhileUnderReview: Policy<Command, Issue> = (_, issue) =>
  reviewOf(issue)
    ? { code: 'issue.assigned-while-under-review', details: { status: issue.standing.status } }
    : undefined;

const onlyAnExtensionPutsTheDueDateOff: Policy<AssignIssue, Issue> = ({ dueOn: asked }, issue) => {
  const { assignment, dueDateOpen } = issue;
  return assignment && !dueDateOpen && asked > assignment.dueOn
    ? { code: 'extension.needed', details: { field: 'dueOn', dueOn: assignment.dueOn, asked } }
    : undefined;
};

/** The day on which the round's findings were delivered. */
interface Delivery {
  readonly deliveredOn?: PlainDate;
}

const theDueDateFollowsTheDelivery: Policy<AssignIssue, Issue, Delivery> = ({ dueOn }, _, { deliveredOn }) =>
  deliveredOn !== undefined && dueOn < deliveredOn
    ? { code: 'issue.due-before-delivery', details: { field: 'dueOn', dueOn, deliveredOn } }
    : undefined;

const assignmentPolicies: readonly Policy<AssignIssue, Issue, Delivery>[] = [
  nothingIsAssignedWhileUnderReview,
  onlyAnExtensionPutsTheDueDateOff,
  theDueDateFollowsTheDelivery,
];

export const notOfTheLeadUnit = (command: Command, { assignment }: Issue): Refusal => ({
  code: 'issue.not-lead-unit',
  details: { unit: standingOf(command).unit ?? null, leadUnit: assignment?.leadUnit.name ?? null },
});

export const unlessOfTheLeadUnit = (command: Command, issue: Issue): Refusal | undefined => {
  const actor = standingOf(command);
  const { handler, leadUnit } = issue.assignment ?? {};
  return actor.personId === handler?.id || (actor.unitId !== undefined && actor.unitId === leadUnit?.id)
    ? undefined
    : notOfTheLeadUnit(command, issue);
};

const onlyTheLeadUnitClaims: Policy<Command, Issue> = (command, issue) => unlessOfTheLeadUnit(command, issue);

const onlyTheResponsibleLeaderClaims: Policy<Command, Issue> = (command, { assignment }) => {
  const { personId, name } = standingOf(command);
  return personId === assignment?.leader.id
    ? undefined
    : { code: 'issue.not-responsible-leader', details: { person: name, leader: assignment?.leader.name ?? null } };
};

export const assignIssue = (command: AssignIssue, issue: Issue, facts: AssignmentFacts): IssueEvent[] => {
  const { leader, leadUnit, supportingUnits, handler } = facts;
  const { dueOn } = command;
  const data = { leader, leadUnit, supportingUnits, handler, dueOn };
  mustNotBeClosed(command, issue);
  if (alike(issue.assignment, data)) return [];
  mustBePlannedWithinSense(command, { dueOn });
  const twice = supportingUnits.some(({ id }) => id === leadUnit.id);
  must(!twice, 'issue.lead-unit-supports', { field: 'supportingUnitIds', unit: leadUnit.name });
  obey(assignmentPolicies, command, issue, facts);
  obey([theResponsibleLeaderIsALeadingMember, theHandlerIsOfTheUnitThatDoesTheWork], command, issue, facts);
  return [{ type: 'IssueAssigned', data }];
};

export const claimIssue = (command: ClaimIssue, issue: Issue, { dissolved }: ClaimFacts): IssueEvent[] => {
  const { leadUnit } = mustBeAtWork(command, issue);
  if (issue.claimedBy === leadUnit.id) return [];
  obey([onlyTheLeadUnitClaims], command, issue);
  must(!dissolved, 'assignment.unit-dissolved', { unit: leadUnit.name });
  return [{ type: 'IssueClaimed', data: { unit: leadUnit } }];
};

/** The unit's claim begins the work; the leader's stands beside it. */
export const claimAsLeader = (command: ClaimAsLeader, issue: Issue): IssueEvent[] => {
  const { leader } = mustBeAtWork(command, issue);
  if (issue.claimedByLeader === leader.id) return [];
  obey([onlyTheResponsibleLeaderClaims], command, issue);
  return [{ type: 'IssueClaimedByLeader', data: { leader } }];
};

export const assignmentDecisions = [
  onFacts(AssignIssue, assignIssue, 'IssueAssigned'),
  onFacts(ClaimIssue, claimIssue, 'IssueClaimed'),
  on(ClaimAsLeader, claimAsLeader, 'IssueClaimedByLeader'),
];
