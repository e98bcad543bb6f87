import type { Actor } from '#event-sourcing';
import { commanded, givenDecider, informed, type Past } from '#event-sourcing/testing';
import { accountDecider } from './account.js';
import { AwaitConfirmation, type ConfirmationFacts, ConfirmReset, IssueOneTimePassword } from './passwords.js';
import type { AccountEvent } from './events.js';
import type { OpenedAccount } from './state.js';

const given = givenDecider(accountDecider);
const person = (name: string, ...roles: string[]): Actor => ({
  id: `account-${name}`,
  personId: name,
  name,
  roles,
  client: 'spec',
});
const admin = person('admin', 'admin');
const office = person('office', 'office');
const inspector = person('inspector', 'inspector');
const leader = person('leader', 'leader');

const opened: AccountEvent = {
  type: 'AccountOpened',
  data: { login: 'leader', personId: 'leader', name: '赵建国', roles: ['leader'] },
};
const own: AccountEvent = { type: 'PasswordSet', data: { oneTime: false } };
const by = (actor: Actor, event: AccountEvent): Past<AccountEvent> => ({ event, actor });
const reset = by(admin, { type: 'PasswordSet', data: { oneTime: true, unconfirmed: true } });
const linked = by(admin, { type: 'ConfirmationAwaited', data: { link: 'l1' } });
const confirmed: AccountEvent = {
  type: 'ResetConfirmed',
  data: { login: 'leader', given: [{ personId: 'admin', name: 'admin' }] },
};

const account = (...more: [string, { first: boolean }][]): OpenedAccount => ({
  login: 'x',
  personId: 'x',
  name: 'x',
  roles: [],
  suspended: false,
  closed: false,
  oneTimePassword: false,
  passwords: 1,
  ownPassword: true,
  unconfirmed: new Map(
    more.map(([credential, { first }]) => [
      credential,
      { by: [{ personId: 'admin', name: 'admin' }], since: '2023-01-01T00:00:00.000Z', first },
    ]),
  ),
  sessions: new Map(),
  failures: [],
  networks: [],
});
const sure = account();
const confirm = (actor: Actor, facts: ConfirmationFacts = { confirmer: sure }, way?: 'password' | 'provider') =>
  informed<ConfirmReset, ConfirmationFacts>(ConfirmReset, {
    id: 'account-leader',
    actor,
    proof: way && { way, at: '2023-01-01T00:00:00.000Z' },
    ...facts,
  });

describe('a password that somebody else gave', () => {
  it('awaits a confirmation, and one that the machine gave does not', () => {
    given(opened)
      .when(commanded(IssueOneTimePassword, { actor: admin }))
      .thenEvents({ type: 'PasswordSet', data: { oneTime: true, unconfirmed: true } });
    given(opened)
      .when(commanded(IssueOneTimePassword, { actor: person('system', 'system') }))
      .thenEvents({ type: 'PasswordSet', data: { oneTime: true } });
  });

  it('is confirmed by somebody who did not give it', () => {
    given(opened, reset).when(confirm(office)).thenEvents(confirmed);
    given(opened, own, reset, own).when(confirm(office)).thenEvents(confirmed);
  });

  it('is confirmed by none of those who gave it, one after the other', () => {
    const again = by(office, { type: 'PasswordSet', data: { oneTime: true, unconfirmed: true } });
    for (const giver of [admin, { ...admin, id: 'second-account' }, office])
      given(opened, reset, again).when(confirm(giver)).thenRefused('account.confirms-own-reset');
    given(opened, reset, again, confirmed, reset).when(confirm(office)).thenEvents(confirmed);
  });

  it('is not confirmed by the person with that very password, nor through another account', () => {
    given(opened, reset)
      .when(confirm(leader, {}, 'password'))
      .thenRefused('account.own-account');
    const through = { ...leader, id: 'second-account' };
    given(opened, reset)
      .when(confirm(through, {}, 'provider'))
      .thenRefused('account.own-account');
  });

  it('is confirmed by the person through the provider, unless that link awaits it as well', () => {
    given(opened, reset)
      .when(confirm(leader, {}, 'provider'))
      .thenEvents(confirmed);
    given(opened, reset, linked)
      .when(confirm(leader, {}, 'provider'))
      .thenRefused('account.own-account');
  });

  it('is not confirmed by the head of a unit, who confirms their own only', () => {
    given(opened, reset)
      .when(confirm(person('head', 'unit-head')))
      .thenRefused('account.not-yours-to-confirm');
  });

  it('is confirmed by nobody who awaits it themself', () => {
    const unsure = { confirmer: account(['password', { first: true }]) };
    given(opened, reset).when(confirm(office, unsure)).thenRefused('account.reset-unconfirmed');
  });

  it('is confirmed by the first overseer with an unconfirmed first password, not by a second one, nor after a reset', () => {
    const first = { confirmer: account(['password', { first: true }]) };
    given(opened, reset).when(confirm(inspector, first)).thenEvents(confirmed);
    given(opened, reset)
      .when(confirm(inspector, { ...first, witness: inspector.id }))
      .thenEvents(confirmed);
    given(opened, reset)
      .when(confirm(inspector, { ...first, witness: 'another' }))
      .thenRefused('account.reset-unconfirmed');
    given(opened, reset)
      .when(confirm(inspector, { confirmer: account(['password', { first: false }]) }))
      .thenRefused('account.reset-unconfirmed');
  });

  it('is confirmed once, and where nothing awaits it nothing is stored', () => {
    given(opened, reset, confirmed).when(confirm(office)).thenNothing();
    given(opened).when(confirm(admin)).thenNothing();
    given().when(confirm(office)).thenRefused('account.unknown');
  });
});

describe('a link that somebody else made', () => {
  it('awaits a confirmation, which the person gives by the password', () => {
    given(opened, own)
      .when(commanded(AwaitConfirmation, { actor: admin, link: 'l1' }))
      .thenEvents({ type: 'ConfirmationAwaited', data: { link: 'l1' } });
    given(opened, own, linked)
      .when(confirm(leader, {}, 'password'))
      .thenEvents(confirmed);
    given(opened, own, linked)
      .when(confirm(leader, {}, 'provider'))
      .thenRefused('account.own-account');
    given(opened, own, linked).when(confirm(admin)).thenRefused('account.confirms-own-reset');
  });
});
