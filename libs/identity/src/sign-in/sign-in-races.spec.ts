import { amended, type CommandClass, RuleBroken, streamName } from '#event-sourcing';
import { IssueOneTimePassword, SetPassword } from '../domain/account/passwords.js';
import { RenewSession, RevokeSession, SignIn } from '../domain/account/sessions.js';
import { OpenAccount, WithdrawRole } from '../domain/account/opening.js';
import { SuspendAccount } from '../domain/account/suspension.js';
import { accountDecider, accountIdOf } from '../domain/account/account.js';
import { ensureAdministrator } from './administrator.js';
import { issued, theSystem } from './issued-command.js';
import { ACCOUNT, beforeTaking, codeOf, cost, PASSWORD, PERSON, setUp, type SignInWorld } from './sign-in.fixture.js';

const NEXT = 'another long one';

let world: SignInWorld;
beforeEach(async () => {
  world = await setUp();
});
afterEach(() => world.close());

const before = (type: CommandClass, happens: () => Promise<unknown>): void => beforeTaking(world.engine, type, happens);

const reset = async (): Promise<string> => {
  const { engine, passwords } = world;
  return (await passwords.issueOneTime(issued(engine, IssueOneTimePassword, theSystem, { id: ACCOUNT })))
    .oneTimePassword;
};
const suspend = () => world.act(SuspendAccount, { id: ACCOUNT, reason: '离岗' });
const causes = async () => (await world.facts('SignInFailed')).map(({ data }) => (data as { cause: string }).cause);

describe('a sign-in that was judged', () => {
  it('by a password that is reset in the same moment opens nothing, on record', async () => {
    before(SignIn, reset);
    expect(await codeOf(world.enter())).toBe('sign-in.failed');
    expect([await causes(), await world.facts('SignedIn')]).toEqual([['wrong-password'], []]);
  });

  it('while a password is being set opens nothing that lasts, on either side of the fact', async () => {
    const { credentials } = world;
    const forget = credentials.forgetPassword.bind(credentials);
    let during: string | undefined;
    credentials.forgetPassword = async (...of) => {
      during = await codeOf(world.enter());
      return forget(...of);
    };
    let earlier: Awaited<ReturnType<SignInWorld['enter']>> | undefined;
    before(IssueOneTimePassword, async () => {
      earlier = await world.enter();
    });
    await reset();
    expect([during, await codeOf(world.who(earlier!))]).toEqual(['sign-in.failed', 'sign-in.session-ended']);
    expect(await codeOf(world.signIn.sessions.refresh(earlier!.refreshToken, 'spec'))).toBe('sign-in.session-ended');
  });

  it('and whose account is suspended in the same moment is told so, on record', async () => {
    before(SignIn, suspend);
    expect(await codeOf(world.enter())).toBe('account.suspended');
    expect([await causes(), await world.facts('SignedIn')]).toEqual([['suspended'], []]);
  });

  it('and whose failures are counted in the same moment is not refused for them', async () => {
    before(SignIn, () => codeOf(world.enter('wrong', 'wang', '198.51.100.7')));
    expect(await codeOf(world.enter())).toBe('accepted');
  });
});

describe('a change of the own password', () => {
  it('that races a reset changes nothing: the password that was reset to is in force', async () => {
    const who = await world.who(await world.enter());
    let oneTime = '';
    before(SetPassword, async () => {
      oneTime = await reset();
    });
    expect(await codeOf(world.passwords.change(who, { current: PASSWORD, next: NEXT }))).toBe('sign-in.failed');
    expect(await codeOf(world.enter(NEXT))).toBe('sign-in.failed');
    expect(await codeOf(world.enter(oneTime))).toBe('accepted');
  });

  it('out of a session that is ended in the same moment changes nothing', async () => {
    const who = await world.who(await world.enter());
    const cause = 'refresh-token-reused';
    before(SetPassword, () => world.act(RevokeSession, { id: ACCOUNT, session: who.session!, cause }));
    expect(await codeOf(world.passwords.change(who, { current: PASSWORD, next: NEXT }))).toBe('sign-in.session-ended');
    expect(await codeOf(world.enter())).toBe('accepted');
  });

  it('of two at once takes one, and that one is in force', async () => {
    const who = await world.who(await world.enter());
    const nexts = ['the first long one', 'the second long one'];
    const outcomes = await Promise.all(
      nexts.map((next) => codeOf(world.passwords.change(who, { current: PASSWORD, next }))),
    );
    expect([...outcomes].sort()).toEqual(['accepted', 'sign-in.failed']);
    const entered = await Promise.all(nexts.map((next) => codeOf(world.enter(next))));
    expect(entered).toEqual(outcomes);
  });

  it('of two resets at once leaves the one in force whose fact came last', async () => {
    const first = reset();
    const second = reset();
    const entered = [await codeOf(world.enter(await first)), await codeOf(world.enter(await second))];
    expect([...entered].sort()).toEqual(['accepted', 'sign-in.failed']);
  });
});

describe('a one-time password', () => {
  it('that races the withdrawal of the right to issue it is not issued, and the old one stays in force', async () => {
    const { engine, passwords } = world;
    const stream = streamName(accountDecider.category, ACCOUNT);
    const { version } = await engine.lookup.state(accountDecider, ACCOUNT);
    const renewAuthority = () => Promise.reject(new RuleBroken('rights.denied'));
    const id = accountIdOf('other', engine.digest);
    await world.act(OpenAccount, { login: 'other', personId: PERSON, roles: ['reporter'] });
    await passwords.set(id, PASSWORD, false);
    const command = issued(engine, IssueOneTimePassword, theSystem, { id });
    before(IssueOneTimePassword, () => world.act(WithdrawRole, { id: ACCOUNT, role: 'leader', reason: '调整分工' }));
    const issuing = passwords.issueOneTime(amended(command, { authority: { stream, version }, renewAuthority }));
    expect(await codeOf(issuing)).toBe('rights.denied');
    expect(await codeOf(world.enter(PASSWORD, 'other'))).toBe('accepted');
  });
});

describe('a renewal', () => {
  it('that races a suspension is refused on record', async () => {
    const { refreshToken } = await world.enter();
    before(RenewSession, suspend);
    expect(await codeOf(world.signIn.sessions.refresh(refreshToken, 'spec'))).toBe('account.suspended');
    expect(await causes()).toEqual(['suspended']);
  });

  it("that races a role's withdrawal answers the roles that are left", async () => {
    const { refreshToken } = await world.enter();
    before(RenewSession, () => world.act(WithdrawRole, { id: ACCOUNT, role: 'leader', reason: '调整分工' }));
    const { account } = await world.signIn.sessions.refresh(refreshToken, 'spec');
    expect(account.roles).toEqual(['office']);
  });
});

describe('a fresh proof', () => {
  it('that was given while the password was reset is of other credentials', async () => {
    const who = await world.who(await world.enter());
    const { credentials } = world;
    const get = credentials.get.bind(credentials);
    credentials.get = async (...of) => {
      credentials.get = get;
      const hash = await get(...of);
      await reset();
      return hash;
    };
    await world.passwords.mustKnow(who, PASSWORD);
    const entered = await world.enter(await reset());
    expect((await world.who(entered)).credentials).not.toBe(who.credentials);
  });
});

describe('two first starts at once', () => {
  it('tell one password, which is in force', async () => {
    const made = await Promise.all([1, 2, 3].map(() => ensureAdministrator(world.engine, world.credentials, cost)));
    const told = made.filter((one) => one !== undefined);
    expect(told).toHaveLength(1);
    expect(await codeOf(world.enter(told[0]!.oneTimePassword, 'admin'))).toBe('accepted');
  });
});
