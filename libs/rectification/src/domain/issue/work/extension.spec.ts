import { commanded, givenDecider } from '#event-sourcing/testing';
import { atWork, by, closed, issueDelivered, people } from '../../examples.js';
import { GrantExtension, RefuseExtension, RequestExtension } from './extension.js';
import type { IssueEvent } from '../events.js';
import { issue } from '../issue.js';

const given = givenDecider(issue);
const asking = (over: Partial<RequestExtension> = {}) =>
  commanded(RequestExtension, {
    to: '2024-01-31',
    reason: '跨年项目',
    actor: people.handler,
    issuedAt: '2023-11-20T02:00:00.000Z',
    ...over,
  });
const granting = (actor = people.office, effectiveOn = '2023-12-01') =>
  commanded(GrantExtension, { actor, effectiveOn });
const refusing = (over: Partial<RefuseExtension> = {}) =>
  commanded(RefuseExtension, { actor: people.office, reason: '不充分', ...over });
const span = { from: '2023-11-30', to: '2024-01-31' };
const asked = by(people.handler, { type: 'ExtensionRequested', data: span } as IssueEvent);
const granted: IssueEvent = { type: 'ExtensionGranted', data: span };
const refused: IssueEvent = { type: 'ExtensionRefused', data: { asked: '2024-01-31' } };

describe('an issue due on 2023-11-30', () => {
  it('takes a request for a later date with its reason', () => {
    given(...atWork)
      .when(asking())
      .thenEvents({ type: 'ExtensionRequested', data: span });
    given(...atWork)
      .when(asking({ to: '2023-11-30' }))
      .thenRefused('extension.not-later', { dueOn: '2023-11-30' });
    given(...atWork)
      .when(asking({ reason: undefined }))
      .thenRefused('reason.missing');
    for (const issuedAt of ['2024-01-31T02:00:00.000Z', '2026-01-01T00:00:00.000Z'])
      given(...atWork)
        .when(asking({ issuedAt }))
        .thenRefused('extension.not-ahead', { field: 'to', to: '2024-01-31' });
    given(...atWork)
      .when(asking({ actor: people.stranger }))
      .thenRefused('issue.unit-not-involved');
  });

  it('is put off by ten years from today at the most', () => {
    given(...atWork)
      .when(asking({ to: '9999-12-31' }))
      .thenRefused('day.too-far-ahead', { field: 'to', latest: '2033-11-20' });
    given(...atWork)
      .when(asking({ to: '2033-11-20' }))
      .thenEvents({ type: 'ExtensionRequested', data: { ...span, to: '2033-11-20' } });
  });

  it('has nothing to grant or refuse', () => {
    given(...atWork)
      .when(granting())
      .thenRefused('extension.none-pending', { dueOn: '2023-11-30' });
    given(...atWork)
      .when(refusing())
      .thenRefused('extension.none-pending');
  });
});

describe('an extension asked for', () => {
  const pending = given(...atWork, asked);

  it('stays quiet when asked for again and refuses another date meanwhile', () => {
    pending.when(asking()).thenNothing();
    pending.when(asking({ to: '2024-02-29' })).thenRefused('extension.pending', { asked: '2024-01-31' });
  });

  it('moves the due date when granted and keeps the first one', () => {
    const outcome = pending.when(granting());
    outcome.thenEvents(granted);
    expect(outcome.state()).toMatchObject({ firstDueOn: '2023-11-30', assignment: { dueOn: '2024-01-31' } });
    given(...atWork, asked, granted)
      .when(granting())
      .thenNothing();
  });

  it('is not granted once its day has come', () => {
    for (const day of ['2024-01-31', '2024-02-01'])
      pending.when(granting(people.office, day)).thenRefused('extension.day-passed', { to: '2024-01-31', today: day });
    pending.when(granting(people.office, '2024-01-30')).thenEvents(granted);
  });

  it('leaves the due date when refused, which needs a reason', () => {
    const outcome = pending.when(refusing());
    outcome.thenEvents(refused);
    expect(outcome.state().assignment?.dueOn).toBe('2023-11-30');
    pending.when(refusing({ reason: ' ' })).thenRefused('reason.missing');
    given(...atWork, asked, refused)
      .when(refusing())
      .thenNothing();
  });

  it('is never decided by whoever asked, through another account either', () => {
    const otherAccount = { ...people.handler, id: 'account-second', roles: ['office'] };
    pending.when(granting(otherAccount as never)).thenRefused('extension.requester-decides', { person: '赵经办' });
    pending.when(refusing({ actor: otherAccount })).thenRefused('extension.requester-decides');
  });
});

describe('an issue that cannot be extended', () => {
  it('is closed, not assigned, or unknown', () => {
    for (const command of [asking(), granting(), refusing()]) {
      given(...closed)
        .when(command)
        .thenRefused('issue.closed');
      given(issueDelivered()).when(command).thenRefused('issue.not-assigned');
      given().when(command).thenRefused('issue.unknown');
    }
  });
});
