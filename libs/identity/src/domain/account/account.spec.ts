import { GrantRole, OpenAccount, type OpeningFacts, WithdrawRole } from './opening.js';
import { CloseAccount, ReinstateAccount, SuspendAccount } from './suspension.js';
import type { Actor } from '#event-sourcing';
import { commanded, givenDecider, informed, type Past } from '#event-sourcing/testing';
import type { Role } from '../roles.js';
import { accountDecider } from './account.js';
import { EndLinkedSessions, FailSignIn, RenewSession, RevokeSession, SignIn, SignOut } from './sessions.js';
import { IssueOneTimePassword, SetPassword } from './passwords.js';
import type { AccountEvent } from './events.js';

const given = givenDecider(accountDecider);
const opened = (...roles: Role[]): AccountEvent => ({
  type: 'AccountOpened',
  data: { login: 'wangfang', personId: 'p-wang', name: '王芳', roles },
});
const open = (...roles: Role[]) => ({ login: 'wangfang', personId: 'p-wang', roles, person: { name: '王芳' } });
const suspended: AccountEvent = { type: 'AccountSuspended', data: { login: 'wangfang' } };
const signedIn = (session: string, until = '2026-01-01T12:00:00.000Z'): AccountEvent => ({
  type: 'SignedIn',
  data: { session, until, by: 'password' },
});
const throughLink = (session: string, link: string): AccountEvent => ({
  type: 'SignedIn',
  data: { session, until: '2026-01-01T12:00:00.000Z', by: 'provider', link },
});
const herself: Actor = { id: 'other-account', personId: 'p-wang', name: '王芳', roles: ['admin'], client: 'spec' };

describe('an account that is not open', () => {
  it('is opened for a known person', () => {
    given()
      .when(informed<OpenAccount, OpeningFacts>(OpenAccount, open('office')))
      .thenEvents(opened('office'));
  });

  it('is not opened for an unknown person, nor by the person', () => {
    given()
      .when(informed<OpenAccount, OpeningFacts>(OpenAccount, { ...open('office'), person: undefined }))
      .thenRefused('person.unknown');
    given()
      .when(informed<OpenAccount, OpeningFacts>(OpenAccount, { ...open('office'), actor: herself }))
      .thenRefused('account.own-account');
  });

  it.each<[Role[], string]>([
    [['inspector', 'reporter'], 'account.inspector-holds-no-other-role'],
    [['inspector', 'admin'], 'account.inspector-holds-no-other-role'],
    [['admin', 'leader'], 'account.administrator-decides-nothing'],
    [['office', 'admin'], 'account.administrator-decides-nothing'],
  ])('is not opened with the roles %j', (roles, code) => {
    given()
      .when(informed<OpenAccount, OpeningFacts>(OpenAccount, open(...roles)))
      .thenRefused(code);
  });

  it('refuses every other act', () => {
    const reason = '调离';
    const acts = [
      commanded(GrantRole, { role: 'office' }),
      commanded(WithdrawRole, { role: 'office', reason }),
      commanded(SuspendAccount, { reason }),
      commanded(ReinstateAccount, {}),
      commanded(IssueOneTimePassword, {}),
      commanded(SetPassword, { passwords: 0, oneTime: false }),
      commanded(SignIn, { passwords: 0, session: 's', until: '2026-01-01T12:00:00.000Z' }),
      commanded(RenewSession, { session: 's' }),
      commanded(FailSignIn, { cause: 'wrong-password' }),
      commanded(SignOut, { session: 's' }),
      commanded(RevokeSession, { session: 's', cause: 'refresh-token-reused' }),
    ];
    for (const act of acts) given().when(act).thenRefused('account.unknown');
  });
});

describe('an open account', () => {
  it('keeps its login: the same request stays quiet, another one is refused', () => {
    given(opened('office'))
      .when(informed<OpenAccount, OpeningFacts>(OpenAccount, open('office')))
      .thenNothing();
    given(opened('office'))
      .when(informed<OpenAccount, OpeningFacts>(OpenAccount, { ...open('office'), personId: 'p-li' }))
      .thenRefused('account.login-taken', { login: 'wangfang' });
  });

  it('is granted a role once', () => {
    const granted: AccountEvent = { type: 'RoleGranted', data: { role: 'leader' } };
    given(opened('office'))
      .when(commanded(GrantRole, { role: 'leader' }))
      .thenEvents(granted);
    given(opened('office'), granted)
      .when(commanded(GrantRole, { role: 'leader' }))
      .thenNothing();
  });

  it('is granted no role that excludes one held', () => {
    given(opened('office'))
      .when(commanded(GrantRole, { role: 'inspector' }))
      .thenRefused('account.inspector-holds-no-other-role', { rule: 'anInspectorHoldsNoOtherRole' });
    given(opened('inspector'))
      .when(commanded(GrantRole, { role: 'reporter' }))
      .thenRefused('account.inspector-holds-no-other-role');
    given(opened('admin'))
      .when(commanded(GrantRole, { role: 'leader' }))
      .thenRefused('account.administrator-decides-nothing');
  });

  it('may hold the excluded role after the other was withdrawn', () => {
    given(opened('office'), { type: 'RoleWithdrawn', data: { role: 'office' } })
      .when(commanded(GrantRole, { role: 'inspector' }))
      .thenEvents({ type: 'RoleGranted', data: { role: 'inspector' } });
  });

  it('loses a role that it holds', () => {
    const withdraw = commanded(WithdrawRole, { role: 'office', reason: '调离' });
    const outcome = given(opened('office', 'leader')).when(withdraw);
    outcome.thenEvents({ type: 'RoleWithdrawn', data: { role: 'office' } });
    expect(outcome.state()?.roles).toEqual(['leader']);
    given(opened('leader'))
      .when(commanded(WithdrawRole, { role: 'office', reason: '调离' }))
      .thenNothing();
  });

  it('is not changed by its own person, not even through another account', () => {
    const own = { actor: herself, reason: '自行变更' };
    const acts = [
      commanded(GrantRole, { ...own, role: 'leader' }),
      commanded(WithdrawRole, { ...own, role: 'office' }),
      commanded(SuspendAccount, own),
    ];
    for (const act of acts) given(opened('office')).when(act).thenRefused('account.own-account');
    given(opened('office'), suspended).when(commanded(ReinstateAccount, own)).thenRefused('account.own-account');
  });

  it('is suspended and reinstated, each once', () => {
    const reinstated: AccountEvent = { type: 'AccountReinstated', data: { login: 'wangfang' } };
    given(opened('office'))
      .when(commanded(SuspendAccount, { reason: '离岗' }))
      .thenEvents(suspended);
    given(opened('office'), suspended)
      .when(commanded(SuspendAccount, { reason: '离岗' }))
      .thenNothing();
    given(opened('office'), suspended).when(commanded(ReinstateAccount, {})).thenEvents(reinstated);
    given(opened('office')).when(commanded(ReinstateAccount, {})).thenNothing();
  });

  it('knows that a one-time password waits to be changed', () => {
    const issue = given(opened('office')).when(commanded(IssueOneTimePassword, {}));
    issue.thenEvents({ type: 'PasswordSet', data: { oneTime: true, unconfirmed: true } });
    expect(issue.state()?.oneTimePassword).toBe(true);
    const change = given(opened('office'), ...issue.events()).when(
      commanded(SetPassword, { passwords: 1, oneTime: false, passwordId: 'p-2' }),
    );
    change.thenEvents({ type: 'PasswordSet', data: { oneTime: false, passwordId: 'p-2' } });
    expect([change.state()?.passwordId, change.state()?.passwords]).toEqual(['p-2', 2]);
    expect(change.state()?.oneTimePassword).toBe(false);
  });
});

describe('an account with two sessions', () => {
  const past = [opened('office'), signedIn('a'), signedIn('b')];

  it('ends one by signing out or by revoking, and once only', () => {
    const signOut = given(...past).when(commanded(SignOut, { session: 'a' }));
    signOut.thenEvents({ type: 'SignedOut', data: { session: 'a' } });
    expect([...signOut.state()!.sessions.keys()]).toEqual(['b']);
    const cause = 'refresh-token-reused';
    given(...past)
      .when(commanded(RevokeSession, { session: 'b', cause }))
      .thenEvents({ type: 'SessionRevoked', data: { session: 'b', cause } });
    given(...past, ...signOut.events())
      .when(commanded(SignOut, { session: 'a' }))
      .thenNothing();
    given(...past)
      .when(commanded(RevokeSession, { session: 'c', cause }))
      .thenNothing();
  });

  it('keeps only the one in which the password was changed', () => {
    const change = given(...past).when(commanded(SetPassword, { passwords: 0, oneTime: false, keptSession: 'b' }));
    expect([...change.state()!.sessions.keys()]).toEqual(['b']);
  });

  it('is not entered, nor given a password, by whoever was judged by one that is replaced', () => {
    const set: AccountEvent = { type: 'PasswordSet', data: { oneTime: false, keptSession: 'b', passwordId: 'p-1' } };
    const signIn = (passwords: number) =>
      commanded(SignIn, { passwords, session: 'c', until: '2026-01-02T00:00:00.000Z' });
    const change = (passwords: number, keptSession?: string) =>
      commanded(SetPassword, { passwords, keptSession, oneTime: false });
    const before = given(...past, set);
    before.when(signIn(0)).thenRefused('password.changed-meanwhile');
    before.when(signIn(1)).thenEvents(signedIn('c', '2026-01-02T00:00:00.000Z'));
    before.when(change(0, 'b')).thenRefused('password.changed-meanwhile');
    before.when(change(1, 'a')).thenRefused('sign-in.session-ended');
    before.when(change(1, 'b')).thenEvents({ type: 'PasswordSet', data: { oneTime: false, keptSession: 'b' } });
    given(...past, set, suspended)
      .when(change(1, 'b'))
      .thenRefused('sign-in.session-ended');
  });

  it('keeps none when suspended', () => {
    expect(
      given(...past)
        .when(commanded(SuspendAccount, { reason: '离岗' }))
        .state()!.sessions.size,
    ).toBe(0);
  });

  it('forgets those that have ended, and the oldest beyond fifty', () => {
    const later = commanded(SignIn, {
      passwords: 0,
      session: 'c',
      until: '2026-01-02T00:00:00.000Z',
      issuedAt: '2026-01-01T12:00:00.000Z',
    });
    expect([
      ...given(...past)
        .when(later)
        .state()!
        .sessions.keys(),
    ]).toEqual(['c']);
    const many = Array.from({ length: 50 }, (_, i) => signedIn(`s${i}`, '2026-01-03T00:00:00.000Z'));
    const { sessions } = given(opened('office'), ...many)
      .when(later)
      .state()!;
    expect([sessions.size, sessions.has('s0'), sessions.has('c')]).toEqual([50, false, true]);
  });

  it('goes on with one on record once an hour, and whenever the program is another one', () => {
    const at = (issuedAt: string, client = 'spec') =>
      commanded(RenewSession, { session: 'a', issuedAt, actor: { ...herself, client } });
    const renewed: AccountEvent = { type: 'SessionRenewed', data: { session: 'a' } };
    const begun: Past<AccountEvent>[] = past.map((event) => ({ event, at: '2026-01-01T00:10:00.000Z' }));
    given(...begun)
      .when(at('2026-01-01T00:59:59.999Z'))
      .thenNothing();
    given(...begun)
      .when(at('2026-01-01T01:00:00.000Z'))
      .thenEvents(renewed);
    given(...begun)
      .when(at('2026-01-01T00:20:00.000Z', 'curl'))
      .thenEvents(renewed);
    const told = { event: renewed, at: '2026-01-01T01:00:00.000Z', actor: { ...herself, client: 'curl' } };
    given(...begun, told)
      .when(at('2026-01-01T01:30:00.000Z', 'curl'))
      .thenNothing();
    given(...begun)
      .when(commanded(RenewSession, { session: 'gone' }))
      .thenRefused('sign-in.session-ended');
  });

  it('forgets the failures of a network that a right password came from, and knows it', () => {
    const failed = (from: string): AccountEvent => ({ type: 'SignInFailed', data: { cause: 'wrong-password', from } });
    const command = { passwords: 0, session: 'c', until: '2026-01-02T00:00:00.000Z', from: 'home' };
    const { failures, networks } = given(...past, failed('home'), failed('elsewhere'))
      .when(commanded(SignIn, command))
      .state()!;
    expect([failures.map(({ from }) => from), networks]).toEqual([['elsewhere'], ['home']]);
  });

  it('remembers wrong passwords until a right one or another password, and keeps its sessions', () => {
    const failed: AccountEvent = { type: 'SignInFailed', data: { cause: 'wrong-password' } };
    const failure = given(...past).when(commanded(FailSignIn, { cause: 'wrong-password' }));
    failure.thenEvents(failed);
    expect([...failure.state()!.sessions.keys()]).toEqual(['a', 'b']);
    expect(failure.state()!.failures).toEqual([{ at: '2026-01-01T00:00:00.000Z' }]);
    const signIn = commanded(SignIn, { passwords: 0, session: 'c', until: '2026-01-02T00:00:00.000Z' });
    expect(
      given(...past, failed)
        .when(signIn)
        .state()!.failures,
    ).toEqual([]);
    const set = commanded(SetPassword, { passwords: 0, oneTime: false });
    expect(
      given(...past, failed)
        .when(set)
        .state()!.failures,
    ).toEqual([]);
    const many = Array.from({ length: 130 }, () => failed);
    const other = given(...past, ...many).when(commanded(FailSignIn, { cause: 'suspended' }));
    expect(other.state()!.failures).toHaveLength(100);
  });
});

describe('a closed account', () => {
  const closed: AccountEvent = { type: 'AccountClosed', data: { login: 'wangfang', roles: ['office'] } };
  const close = (over = {}) => commanded(CloseAccount, { reason: '退休', ...over });

  it('is closed once, with the roles that it had, and not by its own person', () => {
    given(opened('office'), signedIn('a')).when(close()).thenEvents(closed);
    given(opened('office'), closed).when(close()).thenNothing();
    given(opened('office'))
      .when(close({ actor: herself }))
      .thenRefused('account.own-account');
    given().when(close()).thenRefused('account.unknown');
    const state = given(opened('office'), signedIn('a')).when(close()).state();
    expect([state?.sessions.size, state?.roles, state?.name]).toEqual([0, [], '王芳']);
  });

  it('is never changed, entered or opened again', () => {
    const past = [opened('office'), closed];
    const acts = [
      commanded(GrantRole, { role: 'office' }),
      commanded(WithdrawRole, { role: 'office', reason: '调离' }),
      commanded(SuspendAccount, { reason: '离岗' }),
      commanded(ReinstateAccount, {}),
      commanded(IssueOneTimePassword, {}),
      commanded(SetPassword, { passwords: 0, oneTime: false }),
    ];
    for (const act of acts)
      given(...past)
        .when(act)
        .thenRefused('account.closed');
    given(...past)
      .when(informed<OpenAccount, OpeningFacts>(OpenAccount, open('office')))
      .thenRefused('account.login-taken');
    given(...past)
      .when(commanded(SignIn, { passwords: 0, session: 's', until: '2026-01-01T12:00:00.000Z' }))
      .thenRefused('account.suspended');
  });
});

describe('a suspended account', () => {
  it('opens no session', () => {
    given(opened('office'), suspended)
      .when(commanded(SignIn, { passwords: 0, session: 's', until: '2026-01-01T12:00:00.000Z' }))
      .thenRefused('account.suspended');
  });
});

describe('a link that is cut', () => {
  const cut = commanded(EndLinkedSessions, { id: 'a-1', link: 'l-1' });

  it('ends the sessions that rest on it, and no other', () => {
    given(opened('office'), signedIn('s-1'), throughLink('s-2', 'l-1'), throughLink('s-3', 'l-2'))
      .when(cut)
      .thenEvents({ type: 'SessionRevoked', data: { session: 's-2', cause: 'account-unlinked' } });
  });

  it('is quiet where no session rests on it, and unknown where there is no account', () => {
    given(opened('office'), signedIn('s-1')).when(cut).thenNothing();
    given().when(cut).thenRefused('account.unknown');
  });
});
