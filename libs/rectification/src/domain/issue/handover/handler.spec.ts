import { commanded, givenDecider } from '#event-sourcing/testing';
import { atWork, closed, issueAssigned, issueDelivered } from '../../examples.js';
import type { IssueAssigned, IssueEvent } from '../events.js';
import { issue } from '../issue.js';
import { ChangeHandler } from './handler.js';

const given = givenDecider(issue);
const { handler: from } = (issueAssigned as IssueAssigned).data;
const to = { id: 'person-9', name: '吴新' };
const changing = (over: Partial<ChangeHandler> = {}) =>
  commanded(ChangeHandler, { from, to, handover: 'accepted-1', ...over });
const changed: IssueEvent = { type: 'HandlerChanged', data: { from, to, handover: 'accepted-1' } };

describe('a hand-over that was accepted', () => {
  it('makes the new handler answer for the issue, once', () => {
    given(...atWork)
      .when(changing())
      .thenEvents(changed);
    given(...atWork, changed)
      .when(changing())
      .thenNothing();
  });

  it('is refused when another handles the issue by then', () => {
    given(...atWork)
      .when(changing({ from: { id: 'person-8', name: '郑旧' } }))
      .thenRefused('handover.handler-changed-meanwhile', { handler: from.name, from: '郑旧' });
  });

  it('is refused of an issue that nobody handles, or that is closed', () => {
    given(issueDelivered()).when(changing()).thenRefused('issue.not-assigned');
    given(...closed)
      .when(changing())
      .thenRefused('issue.closed');
  });
});
