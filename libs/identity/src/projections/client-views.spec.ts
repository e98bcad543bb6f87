import { rowsOf } from '#event-sourcing/testing';
import type { ClientEvent } from '../domain/client/events.js';
import type { LinkEvent } from '../domain/link/events.js';
import { accountLinks } from './account-links.js';
import { clients } from './clients.js';

const at = '2023-01-01T00:00:00.000Z';

describe('clients', () => {
  const registration = {
    name: '财务系统',
    responsible: { id: 'p1', name: '王芳' },
    unit: { id: 'u1', name: '经济发展部' },
    roles: ['reporter'],
    scopes: ['read'],
  } as const;
  const past: ClientEvent[] = [
    { type: 'ClientRegistered', data: registration },
    { type: 'ClientScopesChanged', data: { from: ['read'], to: ['read', 'report'] } },
    { type: 'ClientKeyIssued', data: { prefix: 'aaaaaaaaaa', expiresOn: '2023-06-30', label: '旧' } },
    { type: 'ClientKeyIssued', data: { prefix: 'bbbbbbbbbb', expiresOn: '2023-12-31' } },
    { type: 'ClientKeyUsed', data: { prefix: 'bbbbbbbbbb', on: '2023-01-01' } },
    { type: 'ClientKeyRevoked', data: { prefix: 'aaaaaaaaaa' } },
    { type: 'ClientSuspended', data: { name: '财务系统' } },
  ];

  it('show who answers, what they may do, and the life of each key', () => {
    expect(rowsOf(clients, 'client-c1', ...past).get('c1')).toEqual({
      id: 'c1',
      ...registration,
      scopes: ['read', 'report'],
      suspended: true,
      keys: [
        { prefix: 'aaaaaaaaaa', expiresOn: '2023-06-30', label: '旧', issuedAt: at, revokedAt: at },
        { prefix: 'bbbbbbbbbb', expiresOn: '2023-12-31', issuedAt: at, lastUsedOn: '2023-01-01' },
      ],
    });
  });

  it('are at work again once reinstated, and change nothing for a refused key', () => {
    const refused: ClientEvent = {
      type: 'ClientKeyRefused',
      data: { prefix: 'aaaaaaaaaa', cause: 'revoked', attempts: 1 },
    };
    const again: ClientEvent = { type: 'ClientReinstated', data: { name: '财务系统' } };
    const before = rowsOf(clients, 'client-c1', ...past).get('c1')!;
    expect(rowsOf(clients, 'client-c1', ...past, refused, again).get('c1')).toEqual({ ...before, suspended: false });
  });
});

describe('account links', () => {
  const account = { id: 'a1', login: 'wang' };
  const identity = { issuer: 'https://login.example.gov.cn', subject: 's1' };
  const linked: LinkEvent = { type: 'AccountLinked', data: { account, ...identity } };

  it('show which account an identity signs in to, and that it no longer does', () => {
    const row = { id: 'l1', accountId: 'a1', login: 'wang', ...identity, linked: true };
    expect(rowsOf(accountLinks, 'link-l1', linked).get('l1')).toEqual(row);
    const past: LinkEvent[] = [linked, { type: 'AccountUnlinked', data: { account, ...identity } }];
    expect(rowsOf(accountLinks, 'link-l1', ...past).get('l1')).toEqual({ ...row, linked: false });
  });
});
