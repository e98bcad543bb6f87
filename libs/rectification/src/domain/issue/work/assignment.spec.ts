import { givenDecider, informed } from '#event-sourcing/testing';
import { issueAssigned, issueDelivered, longTermApproved, requested, submitted } from '../../examples.js';
import type { IssueAssigned, IssueEvent, Named } from '../events.js';
import { issue } from '../issue.js';
import { AssignIssue } from './commands.js';
import type { AssignmentFacts } from './decide.js';

const given = givenDecider(issue);
const { dueOn, ...responsible } = (issueAssigned as IssueAssigned).data;
const assigning = (over: Partial<AssignIssue & AssignmentFacts> = {}) =>
  informed<AssignIssue, AssignmentFacts>(AssignIssue, {
    ...responsible,
    deliveredOn: '2023-08-29',
    dueOn,
    ...over,
  });
const anotherUnit = { leadUnit: { id: 'unit-9', name: '其他单位' } };
const returned: IssueEvent = { type: 'IssueReturned', data: { level: 'office' } };
const returnedByItself: IssueEvent = {
  type: 'IssueReopened',
  data: { source: 'review-date-passed', from: 'long-term' },
};

describe('an assignment', () => {
  it('stays as it is while a closure request is open, so that nobody chooses who endorses', () => {
    for (const history of [requested, submitted]) {
      const open = given(...history);
      open.when(assigning(anotherUnit)).thenRefused('issue.assigned-while-under-review');
      open.when(assigning()).thenNothing();
    }
    expect(
      given(...requested, returned)
        .when(assigning(anotherUnit))
        .events(),
    ).toHaveLength(1);
  });

  it('never puts the due date off, which takes an extension', () => {
    const assigned = given(issueDelivered(), issueAssigned);
    assigned
      .when(assigning({ dueOn: '2023-12-01' }))
      .thenRefused('extension.needed', { dueOn: '2023-11-30', asked: '2023-12-01' });
    expect(assigned.when(assigning({ dueOn: '2023-11-01' })).state().assignment?.dueOn).toBe('2023-11-01');
  });

  it('sets the due date anew where an issue has returned by itself', () => {
    const returnedOne = [issueDelivered(), issueAssigned, longTermApproved, returnedByItself];
    const outcome = given(...returnedOne).when(assigning({ dueOn: '2024-12-31' }));
    expect(outcome.state().assignment?.dueOn).toBe('2024-12-31');
    given(...returnedOne, { ...(issueAssigned as IssueAssigned), data: { ...responsible, dueOn: '2024-12-31' } })
      .when(assigning({ dueOn: '2025-01-31' }))
      .thenRefused('extension.needed');
  });

  const leader = { id: 'p-leader-9', name: '分管领导' };
  const handler = { id: 'p-handler', name: '赵经办' };
  const [lead, supporting, elsewhere] = [
    responsible.leadUnit,
    ...responsible.supportingUnits,
    { id: 'unit-group', name: '领导小组' },
  ] as const;
  const posted = (leading: readonly Named[], handling: readonly Named[]) =>
    assigning({ leaderPosts: { person: leader, units: leading }, handlerPosts: { person: handler, units: handling } });

  it('names a leader with a post outside the units that do the work, and a handler of the lead unit', () => {
    const delivered = given(issueDelivered());
    delivered.when(posted([elsewhere!], [lead])).thenEvents(issueAssigned);
    delivered.when(posted([lead, elsewhere!], [supporting!, lead])).thenEvents(issueAssigned);
    for (const posts of [[], [lead], [lead, supporting!]])
      delivered.when(posted(posts, [lead])).thenRefused('assignment.leader-without-post', {
        rule: 'theLeaderHoldsAPostOutsideTheUnitsThatDoTheWork',
        field: 'leaderId',
        person: leader.name,
      });
    for (const posts of [[], [supporting!], [elsewhere!]])
      delivered.when(posted([elsewhere!], posts)).thenRefused('assignment.handler-of-another-unit', {
        rule: 'theHandlerIsOfTheUnitThatDoesTheWork',
        field: 'handlerId',
        unit: lead.name,
      });
  });

  it('has its due date on or after the delivery of the findings', () => {
    given(issueDelivered())
      .when(assigning({ dueOn: '2023-08-28' }))
      .thenRefused('issue.due-before-delivery', { field: 'dueOn', deliveredOn: '2023-08-29' });
    expect(
      given(issueDelivered())
        .when(assigning({ dueOn: '2023-08-29' }))
        .events(),
    ).toHaveLength(1);
  });
});
