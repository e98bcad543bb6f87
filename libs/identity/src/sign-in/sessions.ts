import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { type Actor, type Command, type Engine, RuleBroken, streamName } from '#event-sourcing';
import type { Credentials, SpentToken } from '../credentials/credentials.js';
import { accountDecider } from '../domain/account/account.js';
import { FailSignIn, RenewSession, RevokeSession, SignIn, SignOut } from '../domain/account/sessions.js';
import type { SignedIn, SignInFailed } from '../domain/account/events.js';
import type { OpenedAccount } from '../domain/account/state.js';
import { must } from '../domain/commands.js';
import { asJudged } from './as-judged.js';
import { ACCESS_TOKEN_SECONDS, type AccessTokens, type Claims } from './access-tokens.js';
import { type Authenticated, provableBy } from './authenticated.js';
import { issued, nobody } from './issued-command.js';
import { actorOf } from './signed-in-actor.js';

/** A working day; refreshing does not lengthen it. */
const SESSION_MS = 12 * 3_600_000;
/** Long enough for tabs that ask together, too short for whoever finds a token in a backup or a log. */
const SAME_SUCCESSOR_MS = 10_000;

export interface SessionParts {
  readonly engine: Engine;
  readonly credentials: Credentials;
  readonly tokens: AccessTokens;
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

export interface Entering extends Pick<Command, 'authority' | 'renewAuthority'> {
  readonly client: string;
  /** The network, where it is known. */
  readonly from?: string;
  readonly by: SignedIn['data']['by'];
  readonly link?: string;
}

const WHY_NOT_RENEWED: Readonly<Record<string, SignInFailed['data']['cause'] | undefined>> = {
  'account.suspended': 'suspended',
  'sign-in.session-ended': 'session-ended',
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Whoever came by the word of another provider used no password here. */
const mustChange = ({ oneTimePassword, sessions }: OpenedAccount, session: string): boolean =>
  oneTimePassword && sessions.get(session)?.link === undefined;

/** From a sign-in to its end: which tokens stand for which session, and whether there still is one. */
export class Sessions {
  #successorKey: Promise<string> | undefined;

  constructor(private readonly parts: SessionParts) {}

  /** For somebody who has proved to be the holder of the account. */
  async open(accountId: string, account: OpenedAccount, { client, ...entering }: Entering): Promise<Tokens> {
    const { engine } = this.parts;
    const session = randomUUID();
    const until = new Date(Date.parse(engine.clock.now()) + SESSION_MS).toISOString();
    const actor = await actorOf(engine, accountId, account, client);
    const { personId, passwords } = account;
    await engine.execute(issued(engine, SignIn, actor, { id: accountId, session, until, passwords, ...entering }));
    const refreshToken = randomBytes(32).toString('base64url');
    const claims = { accountId, personId, session };
    return this.#tokens(claims, await this.#inSession(accountId, session), { client, refreshToken });
  }

  /**
   * Each refresh token works once; a second use ends the session, because one of its two holders is not its owner. Two tabs
   * of one browser may ask at the same moment: for some seconds, and until the successor was used, both get the same one.
   */
  async refresh(refreshToken: string, client: string): Promise<Tokens> {
    const { engine, credentials } = this.parts;
    const token = await credentials.spendRefreshToken(sha256(refreshToken), engine.clock.now());
    const successor = await this.#successorOf(refreshToken);
    must(token && token.expiresAt > engine.clock.now(), 'sign-in.refresh-invalid');
    const { accountId, session } = token;
    if (!token.first && !(await this.#isAskedTwice(token, successor))) {
      const cause = 'refresh-token-reused';
      await engine.execute(issued(engine, RevokeSession, nobody(client), { id: accountId, session, cause }));
      throw new RuleBroken('sign-in.refresh-invalid');
    }
    const renew = async (going: OpenedAccount) => {
      const actor = await actorOf(engine, accountId, going, client);
      await engine.execute(issued(engine, RenewSession, actor, { id: accountId, session }));
      return this.#inSession(accountId, session);
    };
    const account = await asJudged(() => this.#going(accountId, session, client), renew);
    const claims = { accountId, personId: account.personId, session };
    return this.#tokens(claims, account, { client, refreshToken: successor });
  }

  async #isAskedTwice({ spentAt }: SpentToken, successor: string): Promise<boolean> {
    const { engine, credentials } = this.parts;
    const isJustSpent = Date.parse(engine.clock.now()) - Date.parse(spentAt) < SAME_SUCCESSOR_MS;
    return isJustSpent && !(await credentials.isRefreshTokenSpent(sha256(successor)));
  }

  /** The same whoever computes it, in any process, and nobody else can: so no token needs to be kept itself. */
  async #successorOf(refreshToken: string): Promise<string> {
    const { credentials } = this.parts;
    this.#successorKey ??= credentials.secret('refresh-token-key', randomBytes(32).toString('base64url'));
    return createHmac('sha256', await this.#successorKey)
      .update(refreshToken)
      .digest('base64url');
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
    return {
      actor,
      session,
      authority,
      mustChangePassword: mustChange(account, session),
      ...provableBy(account, session),
      at: engine.clock.now(),
    };
  }

  /** The link that an open session rests on; none when it came from a password. */
  async linkOf(accountId: string, session: string): Promise<string | undefined> {
    return (await this.#inSession(accountId, session)).sessions.get(session)?.link;
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

  async #tokens(
    claims: Claims,
    account: OpenedAccount,
    { client, refreshToken }: { client: string; refreshToken: string },
  ): Promise<Tokens> {
    const { engine, credentials, tokens } = this.parts;
    const { accountId, session } = claims;
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
