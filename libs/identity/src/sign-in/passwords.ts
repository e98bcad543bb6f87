import { randomInt } from 'node:crypto';
import { type Engine, type Receipt, RuleBroken } from '#event-sourcing';
import type { Credentials } from '../credentials/credentials.js';
import { accountDecider } from '../domain/account/account.js';
import { type CloseAccount, FailSignIn, type IssueOneTimePassword, SetPassword } from '../domain/account/commands.js';
import type { OpenedAccount } from '../domain/account/state.js';
import { must } from '../domain/errors.js';
import type { Authenticated } from './authenticated.js';
import { isCommon } from './common-passwords.js';
import { issued, theSystem } from './issued-command.js';
import { type HashingCost, hashPassword, passwordMatches } from './password-hash.js';
import { SignInAttempts } from './sign-in-attempts.js';

export interface PasswordParts {
  readonly engine: Engine;
  readonly credentials: Credentials;
  readonly cost: HashingCost;
  /** Those of the sign-in, so that guesses here and there add up. */
  readonly attempts: SignInAttempts;
}

// Without 0 O 1 l I, which are read wrong from a screen. 20 of 55 signs are 115 bits.
const SIGNS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 20;

export const randomPassword = (): string =>
  Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');

const sessionOf = ({ session }: Authenticated): string => `session/${session ?? ''}`;

/**
 * Sets passwords: first the fact into the log, then the hash into the credentials. A crash between the two leaves the old
 * password in force and the act on record, never a change without a trace.
 */
export class Passwords {
  constructor(private readonly parts: PasswordParts) {}

  /** The password is shown this once; its holder can do nothing but change it. */
  async issueOneTime(command: IssueOneTimePassword): Promise<Receipt & { oneTimePassword: string }> {
    const receipt = await this.parts.engine.execute(command);
    must(!receipt.repeated, 'password.shown-once');
    return { ...receipt, oneTimePassword: await this.setOneTime(command.id) };
  }

  /** For an account whose event is in the log. */
  async setOneTime(accountId: string): Promise<string> {
    const { credentials, cost } = this.parts;
    const oneTimePassword = randomPassword();
    await credentials.set(accountId, await hashPassword(oneTimePassword, cost));
    return oneTimePassword;
  }

  /** Ends all other sessions of the account. */
  async change(who: Authenticated, { current, next }: { current: string; next: string }): Promise<Receipt> {
    const { engine } = this.parts;
    const { id } = who.actor;
    const { login } = await this.mustKnow(who, current);
    must(current !== next, 'password.same-as-before');
    must(!next.toLowerCase().includes(login), 'password.holds-login');
    must(!isCommon(next), 'password.too-common');
    return this.#set(issued(engine, SetPassword, who.actor, { id, keptSession: who.session, oneTime: false }), next);
  }

  /** Throws unless it is the password of whoever asks. Wrong guesses are failed sign-ins, and rest the session. */
  async mustKnow(who: Authenticated, password: string): Promise<OpenedAccount> {
    const { engine, attempts } = this.parts;
    const { id } = who.actor;
    const { state: account } = await engine.lookup.state(accountDecider, id);
    must(account, 'account.unknown', { accountId: id });
    await attempts.inTurn(
      { login: account.login, from: sessionOf(who), known: true },
      () => this.#mustMatch(who, password),
      async () => account,
    );
    return account;
  }

  /** First the fact, then the destruction: a crash between the two leaves a hash that opens nothing. */
  async closeAccount(command: CloseAccount): Promise<Receipt> {
    const { engine, credentials } = this.parts;
    const receipt = await engine.execute(command);
    await credentials.forgetAccount(command.id);
    return receipt;
  }

  /** Whether the account has a password, whatever the log says of it. */
  async isSet(accountId: string): Promise<boolean> {
    return (await this.parts.credentials.get(accountId)) !== undefined;
  }

  /** For accounts that the server itself makes. */
  set(accountId: string, password: string, oneTime: boolean): Promise<Receipt> {
    return this.#set(issued(this.parts.engine, SetPassword, theSystem, { id: accountId, oneTime }), password);
  }

  /** A one-time password for an account that has none. False when another process has set one. */
  async setFirst(accountId: string, password: string): Promise<boolean> {
    const { engine, credentials, cost } = this.parts;
    await engine.execute(issued(engine, SetPassword, theSystem, { id: accountId, oneTime: true }));
    return credentials.setFirst(accountId, await hashPassword(password, cost));
  }

  async #mustMatch(who: Authenticated, current: string): Promise<void> {
    const { actor } = who;
    const { engine, credentials } = this.parts;
    const hash = await credentials.get(actor.id);
    if (hash && (await passwordMatches(hash, current))) return;
    await engine.execute(
      issued(engine, FailSignIn, actor, { id: actor.id, cause: 'wrong-password', from: sessionOf(who) }),
    );
    throw new RuleBroken('sign-in.failed');
  }

  async #set(command: SetPassword, password: string): Promise<Receipt> {
    const { engine, credentials, cost } = this.parts;
    const hash = await hashPassword(password, cost);
    const receipt = await engine.execute(command);
    await credentials.set(command.id, hash);
    return receipt;
  }
}
