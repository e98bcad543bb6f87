import { asRecorded } from '#event-sourcing/testing';
import { life } from '../../../../../test/support/round-events.js';
import { evolve } from '../../domain/issue/evolve.js';
import { noIssue } from '../../domain/issue/state.js';
import { issueStatuses, statusAfter, type IssueStatus } from './issue-status.js';

describe('an issue whose life holds every kind of event', () => {
  it('stands, after each of them, where the decisions see it stand', () => {
    let issue = noIssue;
    let status: IssueStatus = 'delivered';
    const seen = life.map((event, i) => {
      issue = evolve(issue, asRecorded('issue-i1', event, i + 1));
      status = statusAfter(status, event);
      return { type: event.type, decided: issue.standing.status, shown: status };
    });
    expect(seen.filter(({ decided, shown }) => decided !== shown)).toEqual([]);
    expect(new Set(seen.map(({ shown }) => shown))).toEqual(new Set(issueStatuses));
  });
});
