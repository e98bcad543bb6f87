import { alike } from '#event-sourcing';
import { must, obey } from '../errors.js';
import type { AssignIssue, ClaimIssue, DeliverIssue } from './commands.js';
import type { IssueEvent, Named } from './events.js';
import { onlyTheLeadUnitClaims } from './policies.js';
import { mustBeAtWork, mustNotBeClosed } from './preconditions.js';
import type { Issue } from './state.js';

export const deliverIssue = (command: DeliverIssue, issue: Issue): IssueEvent[] => {
  const { roundId, number, area, heading, text, criteria, provenance, asDelivered } = command;
  const data = { roundId, number, area, heading, text, class: command.class, criteria, provenance, asDelivered };
  if (issue.standing.status === 'undelivered') return [{ type: 'IssueDelivered', data }];
  must(alike(issue.delivered, data), 'issue.already-delivered', { number: issue.delivered.number });
  return [];
};

/** Those named in the command, as the directory has them. */
export interface AssignmentFacts {
  readonly leader: Named;
  readonly leadUnit: Named;
  readonly supportingUnits: readonly Named[];
  readonly handler: Named;
}

export const assignIssue = (command: AssignIssue, issue: Issue, facts: AssignmentFacts): IssueEvent[] => {
  const { leader, leadUnit, supportingUnits, handler } = facts;
  const { dueOn } = command;
  const data = { leader, leadUnit, supportingUnits, handler, dueOn };
  mustNotBeClosed(command, issue);
  if (alike(issue.assignment, data)) return [];
  const twice = supportingUnits.some(({ id }) => id === leadUnit.id);
  must(!twice, 'issue.lead-unit-supports', { field: 'supportingUnitIds', unit: leadUnit.name });
  return [{ type: 'IssueAssigned', data }];
};

export const claimIssue = (command: ClaimIssue, issue: Issue): IssueEvent[] => {
  const { leadUnit } = mustBeAtWork(command, issue);
  if (issue.claimedBy === leadUnit.id) return [];
  obey([onlyTheLeadUnitClaims], command, issue);
  return [{ type: 'IssueClaimed', data: { unit: leadUnit } }];
};
