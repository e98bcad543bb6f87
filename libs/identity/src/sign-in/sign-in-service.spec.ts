import { MemoryCredentials } from '../credentials/memory-credentials.js';
import { accountDecider } from '../domain/account/account.js';
import { GrantRole, OpenAccount, WithdrawRole } from '../domain/account/opening.js';
import { ReinstateAccount, SuspendAccount } from '../domain/account/suspension.js';
import { IssueOneTimePassword } from '../domain/account/passwords.js';
import { LeavePost } from '../domain/person/appointment.js';
import { RenameUnit } from '../domain/unit/unit.js';
import { ensureAdministrator } from './administrator.js';
import { issued, theSystem } from './issued-command.js';
import { hashInForce } from './passwords.js';
import {
  ACCOUNT,
  codeOf,
  COMING,
  cost,
  HERE,
  PASSWORD,
  PERSON,
  setUp,
  type SignInWorld,
  UNIT,
} from './sign-in.fixture.js';

let world: SignInWorld;
beforeEach(async () => {
  world = await setUp();
});
afterEach(() => world.close());

describe('somebody with an account', () => {
  it('signs in and acts as person, post, unit and roles of now', async () => {
    const session = await world.enter(PASSWORD, ' Wang ');
    expect([session.expiresIn, session.mustChangePassword]).toEqual([600, false]);
    const { actor } = await world.who(session);
    expect(actor).toEqual({
      id: ACCOUNT,
      personId: PERSON,
      name: '王芳',
      post: '主任',
      unitId: UNIT,
      unit: '党政办',
      roles: ['office', 'leader'],
      client: 'spec',
    });
    const [fact] = await world.facts('SignedIn');
    expect(fact?.metadata.actor).toEqual(actor);
  });

  it('leaves no password and no hash in the log', async () => {
    await world.enter();
    const log = JSON.stringify(await world.engine.events('0', 1_000));
    expect(log).not.toContain(PASSWORD);
    expect(log).not.toContain('$argon2');
    expect(await hashInForce(world, ACCOUNT)).toMatch(/^\$argon2id\$/);
  });

  it('is refused with a wrong password, which is a fact of its own', async () => {
    expect(await codeOf(world.enter('wrong'))).toBe('sign-in.failed');
    const [fact] = await world.facts('SignInFailed');
    expect([fact?.stream, fact?.data, fact?.metadata.actor.id]).toEqual([
      `account-${ACCOUNT}`,
      { cause: 'wrong-password', from: HERE },
      'nobody',
    ]);
  });

  it('rests after five wrong passwords, and nothing more is stored meanwhile', async () => {
    for (let i = 0; i < 5; i++) await codeOf(world.enter('wrong'));
    expect(await codeOf(world.enter())).toBe('sign-in.too-many-failures');
    expect(await world.facts('SignInFailed')).toHaveLength(5);
    world.clock.set('2024-01-01T00:01:00.000Z');
    expect(await codeOf(world.enter())).toBe('accepted');
  });

  it('rests after five wrong passwords through whatever process, also after a restart', async () => {
    const other = await world.elsewhere();
    for (let i = 0; i < 3; i++) await codeOf(world.enter('wrong'));
    for (let i = 0; i < 2; i++) await codeOf(other.signIn('wang', 'wrong', COMING));
    for (const service of [world.signIn, other, await world.elsewhere()]) {
      expect(await codeOf(service.signIn('wang', PASSWORD, COMING))).toBe('sign-in.too-many-failures');
    }
    world.clock.set('2024-01-01T00:01:00.000Z');
    expect(await codeOf(other.signIn('wang', PASSWORD, COMING))).toBe('accepted');
    expect(await codeOf(world.enter('wrong'))).toBe('sign-in.failed');
  });

  it('is not locked out by whoever guesses elsewhere', async () => {
    for (let i = 0; i < 6; i++) await codeOf(world.enter('wrong', 'wang', '198.51.100.7'));
    expect(await codeOf(world.enter(PASSWORD, 'wang', '198.51.100.7'))).toBe('sign-in.too-many-failures');
    for (const service of [world.signIn, await world.elsewhere()])
      expect(await codeOf(service.signIn('wang', PASSWORD, COMING))).toBe('accepted');
    expect(await codeOf(world.enter(PASSWORD, 'wang', '198.51.100.7'))).toBe('sign-in.too-many-failures');
  });

  it('is refused without a password having been set', async () => {
    await world.act(OpenAccount, { login: 'fresh', personId: PERSON, roles: ['reporter'] });
    expect(await codeOf(world.enter('', 'fresh'))).toBe('sign-in.failed');
  });
});

describe('an unknown login', () => {
  it('gets the answer of a wrong password, is counted, and leaves nothing in the log', async () => {
    const before = await world.engine.store.head();
    expect(await codeOf(world.enter(PASSWORD, 'nobody'))).toBe('sign-in.failed');
    for (let i = 0; i < 4; i++) await codeOf(world.enter(PASSWORD, 'nobody'));
    expect(await codeOf(world.enter(PASSWORD, 'nobody'))).toBe('sign-in.too-many-failures');
    expect([world.unknown(), await world.engine.store.head()]).toEqual([5, before]);
  });
});

describe('an open session', () => {
  it('acts without a role from the moment it was withdrawn, and with one from the moment it was granted', async () => {
    const session = await world.enter();
    await world.act(WithdrawRole, { id: ACCOUNT, role: 'leader', reason: '调整分工' });
    expect((await world.who(session)).actor.roles).toEqual(['office']);
    await world.act(GrantRole, { id: ACCOUNT, role: 'reporter' });
    expect((await world.who(session)).actor.roles).toEqual(['office', 'reporter']);
  });

  it('acts under the new name of the unit, and without the post from the day after it was left', async () => {
    const session = await world.enter();
    await world.act(RenameUnit, { id: UNIT, name: '综合办' });
    expect((await world.who(session)).actor.unit).toBe('综合办');
    await world.act(LeavePost, { id: PERSON, unitId: UNIT, post: '主任', to: '2024-01-01' });
    const { actor } = await world.who(session);
    expect([actor.post, actor.unit, actor.unitId]).toEqual([undefined, undefined, undefined]);
  });

  it('ends when the account is suspended, and does not come back when it is reinstated', async () => {
    const session = await world.enter();
    await world.act(SuspendAccount, { id: ACCOUNT, reason: '离岗' });
    expect(await codeOf(world.who(session))).toBe('account.suspended');
    expect(await codeOf(world.signIn.sessions.refresh(session.refreshToken, 'spec'))).toBe('account.suspended');
    expect(await codeOf(world.enter())).toBe('account.suspended');
    expect(await codeOf(world.enter('wrong'))).toBe('sign-in.failed');
    await world.act(ReinstateAccount, { id: ACCOUNT });
    expect(await codeOf(world.who(session))).toBe('sign-in.session-ended');
    expect(await codeOf(world.enter())).toBe('accepted');
  });

  it('ends by signing out, for its refresh token too, and leaves other sessions alone', async () => {
    const [here, there] = [await world.enter(), await world.enter()];
    await world.signIn.sessions.signOut(await world.who(here));
    expect(await codeOf(world.who(here))).toBe('sign-in.session-ended');
    expect(await codeOf(world.signIn.sessions.refresh(here.refreshToken, 'spec'))).toBe('sign-in.session-ended');
    expect(await codeOf(world.who(there))).toBe('accepted');
    expect(await world.facts('SignedOut')).toHaveLength(1);
  });
});

describe('a refresh token', () => {
  it('is exchanged for new tokens of the same session', async () => {
    const first = await world.enter();
    world.clock.set('2024-01-01T00:10:00.000Z');
    expect(await codeOf(world.who(first))).toBe('sign-in.token-expired');
    const second = await world.signIn.sessions.refresh(first.refreshToken, 'spec');
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect((await world.who(second)).actor.id).toBe(ACCOUNT);
  });

  it('used twice at one moment gives both the same successor, also through another process', async () => {
    const first = await world.enter();
    const there = (await world.elsewhere()).sessions;
    const tabs = [world.signIn.sessions, world.signIn.sessions, there];
    const renewed = await Promise.all(tabs.map((tab) => tab.refresh(first.refreshToken, 'spec')));
    expect(new Set(renewed.map(({ refreshToken }) => refreshToken)).size).toBe(1);
    world.clock.set('2024-01-01T00:00:09.999Z');
    const late = await there.refresh(first.refreshToken, 'spec');
    expect(late.refreshToken).toBe(renewed[0]!.refreshToken);
    for (const tokens of [...renewed, late]) expect((await world.who(tokens)).actor.id).toBe(ACCOUNT);
    expect(await world.facts('SessionRevoked')).toHaveLength(0);
  });

  it('used again after its successor was ends the session, however soon', async () => {
    const first = await world.enter();
    const second = await world.signIn.sessions.refresh(first.refreshToken, 'spec');
    const third = await world.signIn.sessions.refresh(second.refreshToken, 'spec');
    expect(await codeOf(world.signIn.sessions.refresh(first.refreshToken, 'thief'))).toBe('sign-in.refresh-invalid');
    expect(await codeOf(world.who(third))).toBe('sign-in.session-ended');
  });

  it('used twice, ten seconds apart, ends the session, on record', async () => {
    const first = await world.enter();
    const second = await world.signIn.sessions.refresh(first.refreshToken, 'spec');
    world.clock.set('2024-01-01T00:00:10.000Z');
    expect(await codeOf(world.signIn.sessions.refresh(first.refreshToken, 'thief'))).toBe('sign-in.refresh-invalid');
    expect(await codeOf(world.who(second))).toBe('sign-in.session-ended');
    expect(await codeOf(world.signIn.sessions.refresh(second.refreshToken, 'spec'))).toBe('sign-in.session-ended');
    const [fact] = await world.facts('SessionRevoked');
    expect([fact?.data, fact?.metadata.actor.client]).toMatchObject([{ cause: 'refresh-token-reused' }, 'thief']);
  });

  it('leaves a fact once an hour, or when another program uses it', async () => {
    let session = await world.enter();
    const on = async (client: string) => {
      session = await world.signIn.sessions.refresh(session.refreshToken, client);
    };
    await on('spec');
    await on('spec');
    expect(await world.facts('SessionRenewed')).toHaveLength(0);
    world.clock.set('2024-01-01T01:00:00.000Z');
    await on('spec');
    await on('spec');
    await on('another program');
    const renewed = await world.facts('SessionRenewed');
    expect(renewed.map(({ metadata }) => metadata.actor.client)).toEqual(['spec', 'another program']);
  });

  it('of a session that is over, or of a suspended account, is refused on record', async () => {
    const [first, second] = [await world.enter(), await world.enter()];
    await world.signIn.sessions.signOut(await world.who(first));
    expect(await codeOf(world.signIn.sessions.refresh(first.refreshToken, 'spec'))).toBe('sign-in.session-ended');
    await world.act(SuspendAccount, { id: ACCOUNT, reason: '离岗' });
    expect(await codeOf(world.signIn.sessions.refresh(second.refreshToken, 'spec'))).toBe('account.suspended');
    const causes = (await world.facts('SignInFailed')).map(({ data }) => (data as { cause: string }).cause);
    expect(causes).toEqual(['session-ended', 'suspended']);
  });

  it('does not lengthen the session beyond twelve hours', async () => {
    const first = await world.enter();
    world.clock.set('2024-01-01T11:55:00.000Z');
    const second = await world.signIn.sessions.refresh(first.refreshToken, 'spec');
    world.clock.set('2024-01-01T12:00:00.000Z');
    expect(await codeOf(world.signIn.sessions.refresh(second.refreshToken, 'spec'))).toBe('sign-in.refresh-invalid');
    expect(await codeOf(world.who(second))).toBe('sign-in.session-ended');
  });

  it('that nobody issued is refused', async () => {
    expect(await codeOf(world.signIn.sessions.refresh('x'.repeat(43), 'spec'))).toBe('sign-in.refresh-invalid');
  });
});

describe('a password', () => {
  it('is changed by who knows the old one; other sessions end, this one goes on', async () => {
    const [here, there] = [await world.enter(), await world.enter()];
    await world.passwords.change(await world.who(here), { current: PASSWORD, next: 'another long one' });
    expect(await codeOf(world.who(here))).toBe('accepted');
    expect(await codeOf(world.who(there))).toBe('sign-in.session-ended');
    expect(await codeOf(world.enter())).toBe('sign-in.failed');
    expect(await codeOf(world.enter('another long one'))).toBe('accepted');
  });

  it.each([
    ['sign-in.failed', 'wrong', 'another long one'],
    ['password.same-as-before', PASSWORD, PASSWORD],
    ['password.holds-login', PASSWORD, 'my name is Wang!'],
    ['password.too-common', PASSWORD, '1234567890'],
  ])('is not changed: %s', async (code, current, next) => {
    const who = await world.who(await world.enter());
    expect(await codeOf(world.passwords.change(who, { current, next }))).toBe(code);
    expect(await codeOf(world.enter())).toBe('accepted');
  });

  it('that is guessed wrong when it should be changed is a failure on record, and rests that session only', async () => {
    const who = await world.who(await world.enter());
    const elsewhere = await world.who(await world.enter());
    for (let i = 0; i < 5; i++)
      await codeOf(world.passwords.change(who, { current: 'wrong', next: 'another long one' }));
    const right = { current: PASSWORD, next: 'another long one' };
    expect(await codeOf(world.passwords.change(who, right))).toBe('sign-in.too-many-failures');
    expect(await codeOf(world.passwords.change(elsewhere, right))).toBe('accepted');
    const facts = await world.facts('SignInFailed');
    expect(facts).toHaveLength(5);
    expect(facts[0]).toMatchObject({
      data: { cause: 'wrong-password', from: `session/${who.session}` },
      metadata: { actor: { id: ACCOUNT } },
    });
  });

  it('of one time is issued once for each request, and must be changed', async () => {
    const command = () =>
      issued(world.engine, IssueOneTimePassword, theSystem, { id: ACCOUNT, commandId: ACCOUNT, commandHash: 'h' });
    const { oneTimePassword } = await world.passwords.issueOneTime(command());
    expect(await codeOf(world.passwords.issueOneTime(command()))).toBe('password.shown-once');
    const who = await world.who(await world.enter(oneTimePassword));
    expect(who.mustChangePassword).toBe(true);
    await world.passwords.change(who, { current: oneTimePassword, next: 'another long one' });
    expect((await world.who(await world.enter('another long one'))).mustChangePassword).toBe(false);
  });
});

describe('the first start', () => {
  it('makes an administrator whose password must be changed, and the next start makes none', async () => {
    const made = await ensureAdministrator(world.engine, world.credentials, cost);
    const { account, mustChangePassword } = await world.enter(made!.oneTimePassword, made!.login);
    expect([account.roles, mustChangePassword]).toEqual([['admin'], true]);
    expect(await ensureAdministrator(world.engine, world.credentials, cost)).toBeUndefined();
  });

  it('that was cut short before the password was kept is taken up again', async () => {
    await ensureAdministrator(world.engine, new MemoryCredentials(), cost);
    const made = await ensureAdministrator(world.engine, world.credentials, cost);
    expect(await codeOf(world.enter(made!.oneTimePassword, 'admin'))).toBe('accepted');
    expect(await world.facts('AccountOpened')).toHaveLength(2);
  });
});

describe('an account for a login that is taken', () => {
  it('is refused, whoever the person is', async () => {
    expect(await codeOf(world.act(OpenAccount, { login: 'wang', personId: PERSON, roles: ['reporter'] }))).toBe(
      'account.login-taken',
    );
    expect((await world.engine.lookup.state(accountDecider, ACCOUNT)).state?.roles).toEqual(['office', 'leader']);
  });
});
