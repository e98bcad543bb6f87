import { alike, on } from '#event-sourcing';
import { must, obey } from '../errors.js';
import { ListIssue, ListTask } from './commands.js';
import type { RoundEvent } from './events.js';
import {
  anIssueNumberIsTakenOnce,
  aTaskNumberIsTakenOnce,
  aTaskServesIssuesOfItsRound,
  noIssueIsListedBeyondTheBreakdown,
  noTaskIsListedBeyondTheBreakdown,
} from './policies.js';
import type { Round } from './state.js';

export const listIssue = (command: ListIssue, round: Round): RoundEvent[] => {
  const { issueId, number, area, heading } = command;
  const data = { issueId, number, area, heading };
  must(round.opened, 'round.unknown', { id: command.id });
  if (round.issues.some((one) => one.issueId === issueId && alike(one, data))) return [];
  obey([anIssueNumberIsTakenOnce, noIssueIsListedBeyondTheBreakdown], command, round);
  return [{ type: 'IssueListed', data }];
};

export const listTask = (command: ListTask, round: Round): RoundEvent[] => {
  const { taskId, number, issueIds } = command;
  const data = { taskId, number, issueIds };
  must(round.opened, 'round.unknown', { id: command.id });
  if (round.tasks.some((one) => one.taskId === taskId && alike(one, data))) return [];
  obey([aTaskNumberIsTakenOnce, aTaskServesIssuesOfItsRound, noTaskIsListedBeyondTheBreakdown], command, round);
  return [{ type: 'TaskListed', data }];
};

export const registerDecisions = [on(ListIssue, listIssue, 'IssueListed'), on(ListTask, listTask, 'TaskListed')];
