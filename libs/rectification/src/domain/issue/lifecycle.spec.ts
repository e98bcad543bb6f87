import { asRecorded } from '#event-sourcing/testing';
import { life } from '../../../../../test/support/round-events.js';
import { type IssueStatus, issueStatuses, statusAfter } from './lifecycle.js';
import { evolve, noIssue } from './state.js';

/** Every event of the life after which the issue stands elsewhere than before it. */
const moves = [
  ['IssueDelivered', 'delivered'],
  ['IssueAssigned', 'assigned'],
  ['IssueClaimed', 'rectifying'],
  ['ClosureRequested', 'closure-requested'],
  ['IssueReturned', 'rectifying'],
  ['ClosureRequested', 'closure-requested'],
  ['ClosureEndorsed', 'under-review'],
  ['ClosureEndorsed', 'submitted'],
  ['ClosureRejected', 'rectifying'],
  ['LongTermApproved', 'long-term'],
  ['IssueReopened', 'rectifying'],
  ['ClosureRequested', 'closure-requested'],
  ['ClosureEndorsed', 'submitted'],
  ['ClosureVotedDown', 'rectifying'],
  ['ClosureRequested', 'closure-requested'],
  ['ClosureEndorsed', 'submitted'],
  ['ClosureApproved', 'closed'],
  ['IssueReopened', 'rectifying'],
  ['LongTermCarriedOver', 'long-term'],
  ['ClosureCarriedOver', 'closed'],
] satisfies [string, IssueStatus][];

describe('an issue whose life holds every kind of event', () => {
  let issue = noIssue;
  let status: IssueStatus | 'undelivered' = 'undelivered';
  const seen = life.map((event, i) => {
    const before = status;
    issue = evolve(issue, asRecorded('issue-i1', event, i + 1));
    status = statusAfter(status, event);
    return { type: event.type, before, decided: issue.standing.status, shown: status };
  });

  it('moves by these events and stays where it stands by all others', () => {
    expect(seen.filter(({ before, shown }) => before !== shown).map(({ type, shown }) => [type, shown])).toEqual(moves);
    expect(new Set(moves.map(([, to]) => to))).toEqual(new Set(issueStatuses));
  });

  it('stands for the decisions where the views show it', () => {
    expect(seen.filter(({ decided, shown }) => decided !== shown)).toEqual([]);
  });
});

describe('a first step', () => {
  const assigned = life.find(({ type }) => type === 'IssueAssigned')!;
  const progress = life.find(({ type }) => type === 'ProgressReported')!;

  it.each(issueStatuses.filter((status) => status !== 'delivered'))(
    'is taken once: assigned again, %s stays',
    (status) => {
      expect(statusAfter(status, assigned)).toBe(status);
    },
  );

  it('is progress as well, where nobody claimed the issue', () => {
    expect(statusAfter('assigned', progress)).toBe('rectifying');
    expect(statusAfter('delivered', progress)).toBe('delivered');
    expect(statusAfter('closure-requested', progress)).toBe('closure-requested');
  });
});
