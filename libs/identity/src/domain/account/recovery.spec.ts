import type { Actor } from '#event-sourcing';
import { givenDecider, informed, type Past } from '#event-sourcing/testing';
import type { Role } from '../roles.js';
import { accountDecider } from './account.js';
import { type ConfirmationFacts, ConfirmReset } from './passwords.js';
import { RecoverAdministrator, type RecoveryFacts } from './recovery.js';
import type { AccountEvent } from './events.js';
import type { OpenedAccount } from './state.js';

const given = givenDecider(accountDecider);
const operator: Actor = { id: 'cli', personId: 'cli', name: '本机操作员', roles: [], client: 'rectify cli' };
const opened = (...roles: Role[]): AccountEvent => ({
  type: 'AccountOpened',
  data: { login: 'keeper', personId: 'p-keeper', name: '钱安', roles },
});
const own: AccountEvent = { type: 'PasswordSet', data: { oneTime: false } };
const suspended: AccountEvent = { type: 'AccountSuspended', data: { login: 'keeper' } };
const recovered: AccountEvent = { type: 'AdministratorRecovered', data: { login: 'keeper', name: '钱安' } };
const unconfirmed: AccountEvent = {
  type: 'PasswordSet',
  data: { oneTime: true, passwordId: 'p-9', unconfirmed: true },
};
const recovering = ({ keepers = [], credentialsLost = false }: Partial<RecoveryFacts & RecoverAdministrator> = {}) =>
  informed<RecoverAdministrator, RecoveryFacts>(RecoverAdministrator, {
    id: 'keeper',
    actor: operator,
    reason: '遗忘密码',
    credentialsLost,
    passwordId: 'p-9',
    keepers,
  });

describe('an administrator who cannot sign in any more', () => {
  it.each<Role>(['admin', 'security'])('is given a one-time password that awaits its confirmation: %s', (role) => {
    given(opened(role), own).when(recovering()).thenEvents(recovered, unconfirmed);
  });

  it('is on record with the loss of all credentials', () => {
    given(opened('security'), own)
      .when(recovering({ credentialsLost: true }))
      .thenEvents({ ...recovered, data: { ...recovered.data, credentialsLost: true } } as AccountEvent, unconfirmed);
  });

  it('is reinstated where nobody else could', () => {
    const reinstated: AccountEvent = { type: 'AccountReinstated', data: { login: 'keeper' } };
    given(opened('security'), own, suspended).when(recovering()).thenEvents(recovered, reinstated, unconfirmed);
    given(opened('security'), own, suspended)
      .when(recovering({ keepers: ['other'] }))
      .thenRefused('account.others-reinstate', { login: 'keeper', keepers: ['other'] });
    given(opened('security'), own)
      .when(recovering({ keepers: ['other'] }))
      .thenEvents(recovered, unconfirmed);
  });

  it.each<Role>(['audit', 'leader', 'office', 'inspector'])('is nobody else: %s', (role) => {
    given(opened(role), own)
      .when(recovering())
      .thenRefused('account.no-administrator', { login: 'keeper', roles: [role] });
  });

  it('is nobody whose account was never opened, or was closed', () => {
    given().when(recovering()).thenRefused('account.unknown');
    const closed: AccountEvent = { type: 'AccountClosed', data: { login: 'keeper', roles: ['security'] } };
    given(opened('security'), closed).when(recovering()).thenRefused('account.closed', { login: 'keeper' });
  });
});

describe('after nobody had a password left', () => {
  const lostAt = '2023-01-01T02:00:00.000Z';
  const leader: AccountEvent = {
    type: 'AccountOpened',
    data: { login: 'leader', personId: 'p-leader', name: '赵建国', roles: ['leader'] },
  };
  const security: Actor = { ...operator, id: 'keeper', personId: 'p-keeper', name: '钱安', roles: ['security'] };
  const given2: Past<AccountEvent> = { event: unconfirmed, actor: security };
  const inspector: Actor = { ...operator, id: 'inspector', personId: 'p-inspector', roles: ['inspector'] };
  const anew = (since: string): OpenedAccount => ({
    login: 'inspector',
    personId: 'p-inspector',
    name: '郑刚',
    roles: ['inspector'],
    suspended: false,
    closed: false,
    oneTimePassword: false,
    passwords: 3,
    ownPassword: true,
    unconfirmed: new Map([['password', { by: [{ personId: 'p-keeper', name: '钱安' }], since, first: false }]]),
    sessions: new Map(),
    failures: [],
    networks: [],
  });
  const confirming = (issuedAt: string, facts: Partial<ConfirmationFacts>, actor = inspector) =>
    informed<ConfirmReset, ConfirmationFacts>(ConfirmReset, {
      id: 'leader',
      actor,
      issuedAt,
      confirmer: anew('2023-01-01T03:00:00.000Z'),
      ...facts,
    });
  const confirmed: AccountEvent = {
    type: 'ResetConfirmed',
    data: { login: 'leader', given: [{ personId: 'p-keeper', name: '钱安' }] },
  };
  const story = given(leader, own, given2);

  it('an overseer is the first again, from the second day on, and nobody else is', () => {
    story.when(confirming('2023-01-03T02:00:00.000Z', { lostAt })).thenEvents(confirmed);
    story
      .when(confirming('2023-01-02T02:00:00.000Z', { lostAt }))
      .thenRefused('account.reset-unconfirmed', { from: '2023-01-03' });
    story.when(confirming('2023-01-03T02:00:00.000Z', {})).thenRefused('account.reset-unconfirmed');
    const office: Actor = { ...inspector, roles: ['office'] };
    story.when(confirming('2023-01-03T02:00:00.000Z', { lostAt }, office)).thenRefused('account.reset-unconfirmed');
  });

  it('the witness goes on, and is confirmed like everybody after a reset of their own', () => {
    const stood = { lostAt, witness: 'inspector', witnessSince: '2023-01-03T02:00:00.000Z' };
    story.when(confirming('2023-01-04T02:00:00.000Z', stood)).thenEvents(confirmed);
    story
      .when(confirming('2023-01-05T02:00:00.000Z', { ...stood, confirmer: anew('2023-01-04T02:00:00.000Z') }))
      .thenRefused('account.reset-unconfirmed');
    story
      .when(confirming('2023-01-04T02:00:00.000Z', { ...stood, witness: 'another' }))
      .thenRefused('account.reset-unconfirmed');
  });
});
