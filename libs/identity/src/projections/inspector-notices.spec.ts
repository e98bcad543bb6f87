import { openReadStore } from '#read-store';
import { asRecorded, rowsOf } from '#event-sourcing/testing';
import type { AccountEvent } from '../domain/account/events.js';
import type { ClientEvent } from '../domain/client/events.js';
import { inspectorNotices, type InspectorAccountRow } from './inspector-notices.js';

const opened: AccountEvent = {
  type: 'AccountOpened',
  data: { login: 'zhenggang', personId: 'p-zheng', name: '郑刚', roles: ['inspector'] },
};
const clerk: AccountEvent = {
  type: 'AccountOpened',
  data: { login: 'zhoumin', personId: 'p-zhou', name: '周敏', roles: ['office'] },
};
const suspended: AccountEvent = { type: 'AccountSuspended', data: { login: 'zhenggang' } };
const issued: AccountEvent = { type: 'PasswordSet', data: { oneTime: true } };
const noticesOf = (...past: AccountEvent[]) => rowsOf(inspectorNotices, 'account-a1', ...past).get('a1')!.notices;
const kindsOf = (...past: AccountEvent[]) => noticesOf(...past).map(({ kind }) => kind);

describe('the notices to inspectors', () => {
  it('tell of everything that narrows an inspector, with who, when and why', () => {
    const revoked: AccountEvent = { type: 'SessionRevoked', data: { session: 's', cause: 'refresh-token-reused' } };
    const withdrawn: AccountEvent = { type: 'RoleWithdrawn', data: { role: 'inspector' } };
    const reinstated: AccountEvent = { type: 'AccountReinstated', data: { login: 'zhenggang' } };
    expect(kindsOf(opened, issued, revoked, suspended, reinstated, withdrawn)).toEqual([
      'one-time-password',
      'session-ended',
      'account-suspended',
      'account-reinstated',
      'role-withdrawn',
    ]);
    const event = asRecorded('account-a1', suspended, 2);
    Object.assign(event.metadata, { reason: '借调' });
    const row = inspectorNotices.fold(rowsOf(inspectorNotices, 'account-a1', opened).get('a1'), event);
    expect((row as InspectorAccountRow).notices[0]).toMatchObject({
      account: { id: 'a1', login: 'zhenggang', personId: 'p-zheng', name: '郑刚' },
      by: { id: 'account-1', personId: 'person-1', name: '张三' },
      effectiveAt: '2023-01-01T00:00:00.000Z',
      reason: '借调',
    });
  });

  it('stay quiet about accounts that are no inspector’s, and about what an inspector does in person', () => {
    const own: AccountEvent = { type: 'PasswordSet', data: { oneTime: false } };
    expect(kindsOf(clerk, issued, suspended)).toEqual([]);
    expect(kindsOf(opened, own, { type: 'SignedOut', data: { session: 's' } })).toEqual([]);
  });

  it('tell of an API client that inspects, and of no other one', () => {
    const client = { name: '日志平台', responsible: { id: 'p-zheng', name: '郑刚' }, scopes: ['audit'] } as const;
    const registered = (role: 'inspector' | 'office'): ClientEvent => ({
      type: 'ClientRegistered',
      data: { ...client, roles: [role] },
    });
    const since: ClientEvent[] = [
      { type: 'ClientKeyIssued', data: { prefix: 'aaaaaaaaaa', expiresOn: '2024-01-01' } },
      { type: 'ClientScopesChanged', data: { from: ['audit'], to: ['audit', 'read'] } },
      { type: 'ClientKeyUsed', data: { prefix: 'aaaaaaaaaa', on: '2023-01-01' } },
      { type: 'ClientKeyRevoked', data: { prefix: 'aaaaaaaaaa' } },
      { type: 'ClientSuspended', data: { name: '日志平台' } },
      { type: 'ClientReinstated', data: { name: '日志平台' } },
    ];
    const of = (role: 'inspector' | 'office') =>
      rowsOf(inspectorNotices, 'client-c1', registered(role), ...since).get('c1')!.notices;
    expect(of('office')).toEqual([]);
    expect(of('inspector').map(({ kind }) => kind)).toEqual([
      'client-registered',
      'client-key-issued',
      'client-scopes-changed',
      'client-key-revoked',
      'client-suspended',
      'client-reinstated',
    ]);
    expect(of('inspector')[0]).toMatchObject({
      client: { id: 'c1', name: '日志平台', responsible: { id: 'p-zheng', name: '郑刚' } },
      by: { id: 'account-1', personId: 'person-1', name: '张三' },
    });
    expect(of('inspector')[0]).not.toHaveProperty('account');
  });

  it('begin with the role and end with it', () => {
    const granted: AccountEvent = { type: 'RoleGranted', data: { role: 'inspector' } };
    const withdrawn: AccountEvent = { type: 'RoleWithdrawn', data: { role: 'inspector' } };
    expect(kindsOf(clerk, suspended, granted, suspended, withdrawn, suspended)).toEqual([
      'account-suspended',
      'role-withdrawn',
    ]);
  });

  it('are kept by a read store of the program', async () => {
    const store = await openReadStore('sqlite::memory:');
    expect((await store.open(inspectorNotices)).map(({ view }) => view.name)).toEqual(['inspector-notices']);
    await store.close();
  });
});
