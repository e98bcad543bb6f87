import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { RuleBroken } from '#event-sourcing';
import { accountDecider, accountIdOf } from '../domain/account/account.js';
import { FailSignIn } from '../domain/account/sessions.js';
import type { SignInFailed } from '../domain/account/events.js';
import type { OpenedAccount } from '../domain/account/state.js';
import { must } from '../domain/commands.js';
import { asJudged } from './as-judged.js';
import { issued, nobody } from './issued-command.js';
import { type HashingCost, hashPassword, passwordMatches } from './password-hash.js';
import { type Entering, type SessionParts, Sessions, type Tokens } from './sessions.js';
import { type Known, NOTHING_KNOWN, SignInAttempts } from './sign-in-attempts.js';

export interface SignInParts extends SessionParts {
  readonly cost: HashingCost;
  /** Least time of a refused attempt, so that its duration does not tell whether the login exists. */
  readonly refusalMs: number;
  /** A login that nobody has was tried; it is not stored. */
  readonly onUnknownLogin?: () => void;
}

/** Through which program, and from which network. */
export interface Coming {
  readonly client: string;
  readonly from: string;
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

  async signIn(login: string, password: string, { client, from }: Coming): Promise<Tokens> {
    const name = login.trim().toLowerCase();
    const attempt = async () => {
      const floor = delay(this.parts.refusalMs, undefined, { ref: false });
      try {
        return await this.#attempt(name, password, { client, from });
      } catch (error) {
        await floor;
        throw error;
      }
    };
    return this.attempts.inTurn({ login: name, from }, attempt, () => this.knownOf(name));
  }

  /** On record for a login. */
  async knownOf(login: string): Promise<Known> {
    const { engine } = this.parts;
    const { state: account } = await engine.lookup.state(accountDecider, accountIdOf(login, engine.digest));
    return account ?? NOTHING_KNOWN;
  }

  /** By the word of another provider, as long as the `authority` of its link stands. */
  async enterThrough(accountId: string, entering: Entering): Promise<Tokens> {
    const judge = async () => {
      const { state: account } = await this.parts.engine.lookup.state(accountDecider, accountId);
      must(account, 'sign-in.failed');
      if (account.suspended) await this.#failed(accountId, 'suspended', entering);
      return account;
    };
    return asJudged(judge, (account) => this.sessions.open(accountId, account, entering));
  }

  #attempt(login: string, password: string, coming: Coming): Promise<Tokens> {
    const id = accountIdOf(login, this.parts.engine.digest);
    return asJudged(
      () => this.#judged(id, password, coming),
      (account) => this.sessions.open(id, account, { ...coming, by: 'password' }),
    );
  }

  /** Refuses with `sign-in.failed`, the same for an unknown login and a wrong password. */
  async #judged(id: string, password: string, coming: Coming): Promise<OpenedAccount> {
    const { engine, credentials, onUnknownLogin } = this.parts;
    const { state: account } = await engine.lookup.state(accountDecider, id);
    const hash = await credentials.get(id, account?.passwordId);
    const matches = await passwordMatches(hash ?? this.decoy, password);
    if (!account) onUnknownLogin?.();
    must(account, 'sign-in.failed');
    if (!hash || !matches) await this.#failed(id, 'wrong-password', coming);
    if (account.suspended) await this.#failed(id, 'suspended', coming);
    return account;
  }

  async #failed(
    id: string,
    cause: SignInFailed['data']['cause'],
    coming: Pick<Entering, 'client' | 'from'>,
  ): Promise<never> {
    const { engine } = this.parts;
    const { client, from } = coming;
    await engine.execute(issued(engine, FailSignIn, nobody(client), { id, cause, from }));
    throw new RuleBroken(cause === 'suspended' ? 'account.suspended' : 'sign-in.failed');
  }
}
