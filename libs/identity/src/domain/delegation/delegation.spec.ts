import {
  DelegateWork,
  delegationDecider,
  type DelegationFacts,
  delegationIdOf,
  EndDelegation,
  inItsDays,
} from './delegation.js';
import type { Actor } from '#event-sourcing';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import type { DelegationEvent } from './events.js';

const given = givenDecider(delegationDecider);
const person = (personId: string, name: string, ...roles: string[]): Actor => ({
  id: `account-${personId}`,
  personId,
  name,
  roles,
  client: 'spec',
});
const wang = person('p-wang', '王强', 'unit-head');
const li = person('p-li', '李娜', 'reporter');
const reason = '出差';
const [from, to] = [
  { id: 'p-wang', name: '王强' },
  { id: 'p-li', name: '李娜' },
];
const acts = ['ReportProgress', 'AttachEvidence'];
const delegating = (over: Partial<DelegateWork & DelegationFacts> = {}) =>
  informed<DelegateWork, DelegationFacts>(DelegateWork, {
    actor: wang,
    to: 'p-li',
    acts,
    until: '2026-01-31',
    reason,
    delegate: { name: '李娜', roles: ['reporter'] },
    delegable: ['AttachEvidence', 'ReportProgress'],
    ...over,
  });
const ending = (actor: Actor) => commanded(EndDelegation, { actor });
const delegated = (until = '2026-01-31'): Extract<DelegationEvent, { type: 'WorkDelegated' }> => ({
  type: 'WorkDelegated',
  data: { from, account: 'account-p-wang', to, acts, since: '2026-01-01', until },
});
const ended: DelegationEvent = { type: 'DelegationEnded', data: { from, to, by: 'delegator' } };

describe('no delegation', () => {
  it('is given from today or from a day to come, for acts that may be delegated', () => {
    given().when(delegating()).thenEvents(delegated());
    const later = { ...delegated().data, since: '2026-01-10' };
    given()
      .when(delegating({ from: '2026-01-10' }))
      .thenEvents({ type: 'WorkDelegated', data: later });
  });

  it.each([
    'ApproveClosure',
    'EndorseClosure',
    'CastVote',
    'SignRecord',
    'GrantRole',
    'AcceptHandover',
    'DelegateWork',
  ])('is never given for %s', (act) => {
    given()
      .when(delegating({ acts: ['ReportProgress', act] }))
      .thenRefused('delegation.never-delegable', {
        rule: 'onlyWorkIsDelegated',
        acts: [act],
        delegable: ['AttachEvidence', 'ReportProgress'],
      });
  });

  it('is given to no unknown person, to nobody without work, and not to oneself', () => {
    given()
      .when(delegating({ delegate: undefined }))
      .thenRefused('person.unknown', { field: 'to' });
    given()
      .when(delegating({ to: 'p-wang' }))
      .thenRefused('delegation.to-oneself');
    for (const role of ['inspector', 'admin', 'security', 'audit'] as const)
      given()
        .when(delegating({ delegate: { name: '李娜', roles: ['reporter', role] } }))
        .thenRefused('delegation.to-one-without-work', { roles: [role] });
  });

  it('is given for no time that is over, and for none that ends before it begins', () => {
    const code = 'delegation.until-before-from';
    given()
      .when(delegating({ until: '9999-12-31' }))
      .thenRefused('day.too-far-ahead', { field: 'until', latest: '2036-01-01' });
    given()
      .when(delegating({ until: '2025-12-31' }))
      .thenRefused(code, { today: '2026-01-01' });
    given()
      .when(delegating({ from: '2026-02-01' }))
      .thenRefused(code);
  });

  it('is not ended either', () => {
    given().when(ending(wang)).thenRefused('delegation.unknown');
  });
});

describe('an open delegation', () => {
  it('stays quiet when it is given again, and refuses another until it has ended or expired', () => {
    given(delegated()).when(delegating()).thenNothing();
    given(delegated())
      .when(delegating({ until: '2026-02-28' }))
      .thenRefused('delegation.open-already');
    const next = delegated('2026-02-28');
    given(delegated(), ended)
      .when(delegating({ until: '2026-02-28' }))
      .thenEvents(next);
    const issuedAt = '2026-02-01T00:00:00.000Z';
    const since = { ...next.data, since: '2026-02-01' };
    given(delegated())
      .when(delegating({ until: '2026-02-28', issuedAt }))
      .thenEvents({ type: 'WorkDelegated', data: since });
  });

  it('is ended by either of the two or by the security administrator, once', () => {
    given(delegated()).when(ending(wang)).thenEvents(ended);
    given(delegated())
      .when(ending(li))
      .thenEvents({ type: 'DelegationEnded', data: { from, to, by: 'delegate' } });
    given(delegated())
      .when(ending(person('p-s', '钱安', 'security')))
      .thenEvents({ type: 'DelegationEnded', data: { from, to, by: 'security' } });
    given(delegated())
      .when(ending(person('p-x', '某人', 'unit-head')))
      .thenRefused('delegation.not-yours-to-end');
    given(delegated(), ended).when(ending(wang)).thenNothing();
  });

  it('holds from its first to its last day', () => {
    const { data } = delegated();
    const days = ['2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01'];
    expect(days.map((day) => inItsDays(data, day))).toEqual([false, true, true, false]);
  });
});

describe('a delegation', () => {
  it('is between two persons in one direction', () => {
    const digest = (text: string) => Buffer.from(text.padEnd(32, '-')).toString('hex');
    expect(delegationIdOf({ from: 'a', to: 'b' }, digest)).not.toBe(delegationIdOf({ from: 'b', to: 'a' }, digest));
  });
});
