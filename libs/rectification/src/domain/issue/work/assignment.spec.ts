import { givenDecider, informed } from '#event-sourcing/testing';
import { issueAssigned, issueDelivered, longTermApproved, requested, submitted } from '../../examples.js';
import type { UnitOfPost } from '../../assignment-posts.js';
import type { IssueAssigned, IssueEvent } from '../events.js';
import { issue } from '../issue.js';
import { AssignIssue, type AssignmentFacts } from './assignment.js';

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

  const handler = { id: 'p-handler', name: '赵经办' };
  const { leadUnit: lead, supportingUnits } = responsible;
  const below = { id: 'unit-below', name: '下属单位', under: [lead.id, 'unit-0'] };
  const elsewhere = { id: 'unit-9', name: '其他单位', under: ['unit-0'] };
  const handledBy = (...units: UnitOfPost[]) => assigning({ handlerPosts: { person: handler, units } });

  it('names a handler with a post in the lead unit, or in a unit below it', () => {
    const delivered = given(issueDelivered());
    const inIt = { ...lead, under: ['unit-0'] };
    for (const posts of [[inIt], [below], [elsewhere, inIt]])
      delivered.when(handledBy(...posts)).thenEvents(issueAssigned);
    for (const posts of [[], [elsewhere], supportingUnits.map((unit) => ({ ...unit, under: [] }))])
      delivered.when(handledBy(...posts)).thenRefused('assignment.handler-of-another-unit', {
        rule: 'theHandlerIsOfTheUnitThatDoesTheWork',
        field: 'handlerId',
        unit: lead.name,
        posts: posts.map(({ name }) => name),
      });
  });

  it('names a leading member as the responsible leader', () => {
    const delivered = given(issueDelivered());
    delivered.when(assigning({ leaderLeads: true })).thenEvents(issueAssigned);
    delivered.when(assigning({ leaderLeads: false })).thenRefused('assignment.leader-not-leading', {
      rule: 'theResponsibleLeaderIsALeadingMember',
      field: 'leaderId',
      person: responsible.leader.name,
    });
  });

  it('has its due date within ten years, and on or after the delivery of the findings', () => {
    given(issueDelivered())
      .when(assigning({ dueOn: '9999-12-31' }))
      .thenRefused('day.too-far-ahead', { field: 'dueOn', latest: '2036-01-01' });
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
