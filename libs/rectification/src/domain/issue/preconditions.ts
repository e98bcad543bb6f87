import type { Command } from '#event-sourcing';
import { must } from '../errors.js';
import type { Assignment, Issue } from './state.js';

export const mustBeDelivered = ({ id }: Command, { standing }: Issue): void =>
  must(standing.status !== 'undelivered', 'issue.unknown', { id });

export const mustNotBeClosed = (command: Command, issue: Issue): void => {
  mustBeDelivered(command, issue);
  must(issue.standing.status !== 'closed', 'issue.closed', { number: issue.delivered.number });
};

/** Work goes on from assignment until closure, under long-term rectification as well. */
export const mustBeAtWork = (command: Command, issue: Issue): Assignment => {
  mustNotBeClosed(command, issue);
  must(issue.assignment, 'issue.not-assigned', { number: issue.delivered.number });
  return issue.assignment;
};
