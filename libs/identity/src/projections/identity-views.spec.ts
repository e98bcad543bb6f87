import { rowsOf } from '#event-sourcing/testing';
import type { AccountEvent } from '../domain/account/events.js';
import type { PersonEvent } from '../domain/person/events.js';
import type { UnitEvent } from '../domain/unit/events.js';
import { accounts } from './accounts.js';
import { people } from './people.js';
import { units } from './units.js';

describe('units', () => {
  it('shows the name of now, and that a unit was dissolved', () => {
    const past: UnitEvent[] = [
      { type: 'UnitRegistered', data: { name: '党政办', parentId: 'root' } },
      { type: 'UnitRenamed', data: { from: '党政办', to: '综合办' } },
      { type: 'UnitDissolved', data: { name: '综合办' } },
    ];
    expect(rowsOf(units, 'unit-u1', ...past).get('u1')).toEqual({
      id: 'u1',
      name: '综合办',
      parentId: 'root',
      dissolved: true,
    });
  });
});

describe('people', () => {
  const office = { id: 'u1', name: '党政办' };
  const past: PersonEvent[] = [
    { type: 'PersonRegistered', data: { name: '王芳' } },
    { type: 'PostTaken', data: { unit: office, post: '科员', from: '2019-01-01' } },
    { type: 'PostTaken', data: { unit: office, post: '主任', from: '2021-03-01' } },
  ];
  const left: PersonEvent = {
    type: 'PostLeft',
    data: { unit: office, post: '主任', from: '2021-03-01', to: '2023-06-30' },
  };

  it('shows the post taken last', () => {
    expect(rowsOf(people, 'person-p1', ...past).get('p1')).toMatchObject({
      id: 'p1',
      name: '王芳',
      unitId: 'u1',
      unit: '党政办',
      post: '主任',
    });
  });

  it('falls back to the post still held, and keeps the one left with its days', () => {
    const row = rowsOf(people, 'person-p1', ...past, left).get('p1');
    expect(row?.post).toBe('科员');
    expect(row?.posts.at(-1)).toEqual({ unit: office, post: '主任', from: '2021-03-01', to: '2023-06-30' });
  });
});

describe('accounts', () => {
  it('shows roles, suspension and the last sign-in', () => {
    const past: AccountEvent[] = [
      { type: 'AccountOpened', data: { login: 'wang', personId: 'p1', name: '王芳', roles: ['office'] } },
      { type: 'RoleGranted', data: { role: 'leader' } },
      { type: 'RoleWithdrawn', data: { role: 'office' } },
      { type: 'SignedIn', data: { session: 's', until: '2023-01-01T12:00:00.000Z', by: 'password' } },
      { type: 'AccountSuspended', data: { login: 'wang' } },
    ];
    const row = rowsOf(accounts, 'account-a1', ...past).get('a1');
    expect(row).toEqual({
      id: 'a1',
      login: 'wang',
      personId: 'p1',
      name: '王芳',
      roles: ['leader'],
      suspended: true,
      closed: false,
      lastSignedInAt: '2023-01-01T00:00:00.000Z',
    });
    const again: AccountEvent = { type: 'AccountReinstated', data: { login: 'wang' } };
    expect(rowsOf(accounts, 'account-a1', ...past, again).get('a1')?.suspended).toBe(false);
  });
});
