import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Actor, type Engine, type Instant, RuleBroken, streamName } from '#event-sourcing';
import type { Credentials } from '../credentials/credentials.js';
import { accountDecider, accountIdOf } from '../domain/account/account.js';
import { FailSignIn, RenewSession, RevokeSession, SignIn, SignOut } from '../domain/account/commands.js';
import type { SignedIn, SignInFailed } from '../domain/account/events.js';
import type { OpenedAccount } from '../domain/account/state.js';
import { must } from '../domain/errors.js';
import { ACCESS_TOKEN_SECONDS, type AccessTokens, type Claims } from './access-tokens.js';
import type { Authenticated } from './authenticated.js';
import { issued, nobody } from './issued-command.js';
import { type HashingCost, hashPassword, passwordMatches } from './password-hash.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { actorOf } from './signed-in-actor.js';

/** A working day; refreshing does not lengthen it. */
const SESSION_MS = 12 * 3_600_000;

type Cause = SignInFailed['data']['cause'];

const WHY_NOT_RENEWED: Readonly<Record<string, Cause | undefined>> = {
  'account.suspended': 'suspended',
  'sign-in.session-ended': 'session-ended',
};

export interface SignInParts {
  readonly engine: Engine;
  readonly credentials: Credentials;
  readonly tokens: AccessTokens;
  readonly cost: HashingCost;
  /** Least time of a refused attempt, so that its duration does not tell whether the login exists. */
  readonly refusalMs: number;
  /** A login that nobody has was tried; it is not stored. */
  readonly onUnknownLogin?: () => void;
}

export interface Tokens {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string;
  readonly account: Actor;
  /** True: nothing but changing the password is allowed. */
  readonly mustChangePassword: boolean;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Entering {
  readonly client: string;
  readonly by: SignedIn['data']['by'];
  readonly link?: string;
}

/** Whoever came by the word of another provider used no password here. */
const mustChange = ({ oneTimePassword, sessions }: OpenedAccount, session: string): boolean =>
  oneTimePassword && sessions.get(session)?.link === undefined;

export class SignInService {
  readonly attempts: SignInAttempts;

  private constructor(
    private readonly parts: SignInParts,
    private readonly decoy: string,
  ) {
    this.attempts = new SignInAttempts(parts.engine.clock);
  }

  static async over(parts: SignInParts): Promise<SignInService> {
    return new SignInService(parts, await hashPassword(randomUUID(), parts.cost));
  }

  async signIn(login: string, password: string, client: string): Promise<Tokens> {
    const name = login.trim().toLowerCase();
    const attempt = async () => {
      const floor = delay(this.parts.refusalMs, undefined, { ref: false });
      try {
        return await this.#attempt(name, password, client);
      } catch (error) {
        await floor;
        throw error;
      }
    };
    return this.attempts.inTurn(name, attempt, () => this.failuresOf(name));
  }

  /** On record for a login since it was last signed in with. */
  async failuresOf(login: string): Promise<readonly Instant[]> {
    const { engine } = this.parts;
    const { state: account } = await engine.lookup.state(accountDecider, accountIdOf(login, engine.digest));
    return account?.failures ?? [];
  }

  /** By the word of another provider, whose password rules are its own. */
  async enterThrough({ accountId, link }: { accountId: string; link: string }, client: string): Promise<Tokens> {
    const { state: account } = await this.parts.engine.lookup.state(accountDecider, accountId);
    must(account, 'sign-in.failed');
    if (account.suspended) await this.#failed(accountId, 'suspended', client);
    return this.#open(accountId, account, { client, by: 'provider', link });
  }

  /** Each refresh token works once; a second use ends the session, because one of its two holders is not its owner. */
  async refresh(refreshToken: string, client: string): Promise<Tokens> {
    const { engine, credentials } = this.parts;
    const token = await credentials.spendRefreshToken(sha256(refreshToken));
    must(token && token.expiresAt > engine.clock.now(), 'sign-in.refresh-invalid');
    const { accountId, session } = token;
    if (!token.first) {
      const cause = 'refresh-token-reused';
      await engine.execute(issued(engine, RevokeSession, nobody(client), { id: accountId, session, cause }));
      throw new RuleBroken('sign-in.refresh-invalid');
    }
    const account = await this.#going(accountId, session, client);
    const actor = await actorOf(engine, accountId, account, client);
    await engine.execute(issued(engine, RenewSession, actor, { id: accountId, session }));
    return this.#tokens({ accountId, personId: account.personId, session }, account, client);
  }

  async signOut({ actor, session }: Authenticated): Promise<void> {
    const { engine } = this.parts;
    must(session, 'sign-in.session-ended');
    await engine.execute(issued(engine, SignOut, actor, { id: actor.id, session }));
  }

  /** Reads account, roles, person, post and unit anew each time: what was withdrawn a moment ago is gone. */
  async authenticate(accessToken: string, client: string): Promise<Authenticated> {
    const { accountId, session } = await this.parts.tokens.read(accessToken);
    const { engine } = this.parts;
    const { account, version } = await this.#seenInSession(accountId, session);
    const actor = await actorOf(engine, accountId, account, client);
    const authority = { stream: streamName(accountDecider.category, accountId), version };
    return { actor, session, authority, mustChangePassword: mustChange(account, session), at: engine.clock.now() };
  }

  /** Refuses with `sign-in.failed`, the same for an unknown login and a wrong password. */
  async #attempt(login: string, password: string, client: string): Promise<Tokens> {
    const { engine, credentials, onUnknownLogin } = this.parts;
    const id = accountIdOf(login, engine.digest);
    const { state: account } = await engine.lookup.state(accountDecider, id);
    const hash = await credentials.get(id);
    const matches = await passwordMatches(hash ?? this.decoy, password);
    if (!account) onUnknownLogin?.();
    must(account, 'sign-in.failed');
    if (!hash || !matches) await this.#failed(id, 'wrong-password', client);
    if (account.suspended) await this.#failed(id, 'suspended', client);
    return this.#open(id, account, { client, by: 'password' });
  }

  async #failed(id: string, cause: Cause, client: string): Promise<never> {
    const { engine } = this.parts;
    await engine.execute(issued(engine, FailSignIn, nobody(client), { id, cause }));
    throw new RuleBroken(cause === 'suspended' ? 'account.suspended' : 'sign-in.failed');
  }

  async #open(accountId: string, account: OpenedAccount, { client, by, link }: Entering): Promise<Tokens> {
    const { engine } = this.parts;
    const session = randomUUID();
    const until = new Date(Date.parse(engine.clock.now()) + SESSION_MS).toISOString();
    const actor = await actorOf(engine, accountId, account, client);
    await engine.execute(issued(engine, SignIn, actor, { id: accountId, session, until, by, link }));
    const { personId } = account;
    return this.#tokens({ accountId, personId, session }, await this.#inSession(accountId, session), client);
  }

  async #inSession(accountId: string, session: string): Promise<OpenedAccount> {
    return (await this.#seenInSession(accountId, session)).account;
  }

  async #seenInSession(accountId: string, session: string) {
    const { engine } = this.parts;
    const { state: account, version } = await engine.lookup.state(accountDecider, accountId);
    must(account, 'sign-in.token-invalid');
    must(!account.suspended, 'account.suspended');
    const until = account.sessions.get(session)?.until;
    must(until !== undefined && until > engine.clock.now(), 'sign-in.session-ended');
    return { account, version };
  }

  /** A token that comes after its session, or for a suspended account, is a failure on record: each can come once only. */
  async #going(accountId: string, session: string, client: string): Promise<OpenedAccount> {
    try {
      return await this.#inSession(accountId, session);
    } catch (error) {
      const cause = error instanceof RuleBroken ? WHY_NOT_RENEWED[error.code] : undefined;
      if (!cause) throw error;
      const { engine } = this.parts;
      await engine.execute(issued(engine, FailSignIn, nobody(client), { id: accountId, cause }));
      throw error;
    }
  }

  async #tokens(claims: Claims, account: OpenedAccount, client: string): Promise<Tokens> {
    const { engine, credentials, tokens } = this.parts;
    const { accountId, session } = claims;
    const refreshToken = randomBytes(32).toString('base64url');
    const expiresAt = account.sessions.get(session)!.until;
    await credentials.keepRefreshToken(
      { digest: sha256(refreshToken), accountId, session, expiresAt },
      engine.clock.now(),
    );
    return {
      accessToken: await tokens.issue(claims),
      expiresIn: ACCESS_TOKEN_SECONDS,
      refreshToken,
      account: await actorOf(engine, accountId, account, client),
      mustChangePassword: mustChange(account, session),
    };
  }
}
