import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Instant, RuleBroken } from '#event-sourcing';
import { accountDecider, accountIdOf } from '../domain/account/account.js';
import { FailSignIn } from '../domain/account/commands.js';
import type { SignInFailed } from '../domain/account/events.js';
import { must } from '../domain/errors.js';
import { issued, nobody } from './issued-command.js';
import { type HashingCost, hashPassword, passwordMatches } from './password-hash.js';
import { type Entering, type SessionParts, Sessions, type Tokens } from './sessions.js';
import { SignInAttempts } from './sign-in-attempts.js';

export interface SignInParts extends SessionParts {
  readonly cost: HashingCost;
  /** Least time of a refused attempt, so that its duration does not tell whether the login exists. */
  readonly refusalMs: number;
  /** A login that nobody has was tried; it is not stored. */
  readonly onUnknownLogin?: () => void;
}

/** The ways into a session; every one that fails for a known account is on record. */
export class SignInService {
  readonly attempts: SignInAttempts;
  readonly sessions: Sessions;

  private constructor(
    private readonly parts: SignInParts,
    private readonly decoy: string,
  ) {
    this.attempts = new SignInAttempts(parts.engine.clock);
    this.sessions = new Sessions(parts);
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

  /** By the word of another provider, as long as the `authority` of its link stands. */
  async enterThrough(accountId: string, entering: Entering): Promise<Tokens> {
    const { state: account } = await this.parts.engine.lookup.state(accountDecider, accountId);
    must(account, 'sign-in.failed');
    if (account.suspended) await this.#failed(accountId, 'suspended', entering.client);
    return this.sessions.open(accountId, account, entering);
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
    return this.sessions.open(id, account, { client, by: 'password' });
  }

  async #failed(id: string, cause: SignInFailed['data']['cause'], client: string): Promise<never> {
    const { engine } = this.parts;
    await engine.execute(issued(engine, FailSignIn, nobody(client), { id, cause }));
    throw new RuleBroken(cause === 'suspended' ? 'account.suspended' : 'sign-in.failed');
  }
}
