import { alike, on } from '#event-sourcing';
import { changeOf } from '../commands.js';
import { must, obey } from '../errors.js';
import { CorrectListing, ListIssue, ListTask } from './commands.js';
import type { RoundEvent } from './events.js';
import {
  anIssueNumberIsTakenOnce,
  aTaskNumberIsTakenOnce,
  aTaskServesIssuesOfItsRound,
  noIssueMovesBeyondTheBreakdown,
  noIssueIsListedBeyondTheBreakdown,
  noTaskIsListedBeyondTheBreakdown,
} from './policies.js';
import type { Round } from './state.js';

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
  on(ListIssue, listIssue, 'IssueListed'),
  on(CorrectListing, correctListing, 'IssueListingCorrected'),
  on(ListTask, listTask, 'TaskListed'),
];
