import { randomInt } from 'node:crypto';
import { type Actor, amended, type Engine, type Receipt, RuleBroken } from '#event-sourcing';
import { newId } from '#event-sourcing-nest';
import type { Credentials } from '../credentials/credentials.js';
import { accountDecider } from '../domain/account/account.js';
import type { CloseAccount } from '../domain/account/suspension.js';
import { FailSignIn } from '../domain/account/sessions.js';
import { type IssueOneTimePassword, SetPassword } from '../domain/account/passwords.js';
import type { OpenedAccount } from '../domain/account/state.js';
import { must } from '../domain/commands.js';
import { asJudged } from './as-judged.js';
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

interface NewPassword extends Pick<SetPassword, 'id' | 'oneTime' | 'keptSession'> {
  readonly password: string;
}

/** Undefined where the log tells of a password that is not kept here. */
export const hashInForce = async (
  { engine, credentials }: Pick<PasswordParts, 'engine' | 'credentials'>,
  accountId: string,
): Promise<string | undefined> => {
  const { state: account } = await engine.lookup.state(accountDecider, accountId);
  return credentials.get(accountId, account?.passwordId);
};

/**
 * Sets passwords: first the hash goes into the credentials under a name of its own, then the fact with that name into the
 * log, which alone tells the password in force. Nobody enters with the old one after that moment, a crash on either side of
 * it leaves one password in force, and never is one changed without a trace.
 */
export class Passwords {
  constructor(private readonly parts: PasswordParts) {}

  /** The password is shown this once; its holder can do nothing but change it. */
  async issueOneTime(command: IssueOneTimePassword): Promise<Receipt & { oneTimePassword: string }> {
    const { engine } = this.parts;
    const oneTimePassword = randomPassword();
    const receipt = await this.replace(command.id, oneTimePassword, (passwordId) =>
      engine.execute(amended(command, { passwordId })),
    );
    must(!receipt.repeated, 'password.shown-once');
    return { ...receipt, oneTimePassword };
  }

  /** For an account that had none, whose event is in the log. */
  async setOneTime(accountId: string): Promise<string> {
    const { credentials, cost } = this.parts;
    const oneTimePassword = randomPassword();
    await credentials.set(accountId, await hashPassword(oneTimePassword, cost));
    return oneTimePassword;
  }

  /** By whatever puts the fact with the new one's name on record. */
  async replace(accountId: string, password: string, tell: (passwordId: string) => Promise<Receipt>): Promise<Receipt> {
    const { engine, credentials, cost } = this.parts;
    const { state: before } = await engine.lookup.state(accountDecider, accountId);
    const passwordId = newId();
    await credentials.set(accountId, await hashPassword(password, cost), passwordId);
    const receipt = await tell(passwordId).catch(async (error: unknown) => {
      // Of anything else than a refusal it is not known whether the fact is stored.
      if (error instanceof RuleBroken) await credentials.forgetPassword(accountId, passwordId);
      throw error;
    });
    await credentials.forgetPassword(accountId, receipt.repeated ? passwordId : before?.passwordId);
    return receipt;
  }

  /** Ends all other sessions of the account. */
  async change(who: Authenticated, { current, next }: { current: string; next: string }): Promise<Receipt> {
    const { actor, session: keptSession } = who;
    return asJudged(
      () => this.mustKnow(who, current),
      (account) => {
        must(current !== next, 'password.same-as-before');
        must(!next.toLowerCase().includes(account.login), 'password.holds-login');
        must(!isCommon(next), 'password.too-common');
        return this.#set(actor, account, { id: actor.id, oneTime: false, keptSession, password: next });
      },
    );
  }

  /** Throws unless it is the password of whoever asks. Wrong guesses are failed sign-ins, and rest the session. */
  async mustKnow(who: Authenticated, password: string): Promise<OpenedAccount> {
    const { attempts } = this.parts;
    const account = await this.#account(who.actor.id);
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
    return (await hashInForce(this.parts, accountId)) !== undefined;
  }

  /** For accounts that the server itself makes. */
  async set(accountId: string, password: string, oneTime: boolean): Promise<Receipt> {
    return this.#set(theSystem, await this.#account(accountId), { id: accountId, oneTime, password });
  }

  /** A one-time password for an account that has none. False when another process has set one. */
  async setFirst(accountId: string, password: string): Promise<boolean> {
    const account = await this.#account(accountId);
    if ((await this.parts.credentials.get(accountId, account.passwordId)) !== undefined) return false;
    try {
      await this.#set(theSystem, account, { id: accountId, oneTime: true, password });
      return true;
    } catch (error) {
      if (error instanceof RuleBroken && error.code === 'password.changed-meanwhile') return false;
      throw error;
    }
  }

  async #mustMatch(who: Authenticated, current: string): Promise<void> {
    const { actor } = who;
    const { engine } = this.parts;
    const hash = await hashInForce(this.parts, actor.id);
    if (hash && (await passwordMatches(hash, current))) return;
    await engine.execute(
      issued(engine, FailSignIn, actor, { id: actor.id, cause: 'wrong-password', from: sessionOf(who) }),
    );
    throw new RuleBroken('sign-in.failed');
  }

  async #account(accountId: string): Promise<OpenedAccount> {
    const { state: account } = await this.parts.engine.lookup.state(accountDecider, accountId);
    must(account, 'account.unknown', { accountId });
    return account;
  }

  /** As long as the account has no other password than the one that was looked at. */
  #set(actor: Actor, { passwords }: OpenedAccount, { password, ...fields }: NewPassword): Promise<Receipt> {
    const { engine } = this.parts;
    return this.replace(fields.id, password, (passwordId) =>
      engine.execute(issued(engine, SetPassword, actor, { ...fields, passwords, passwordId })),
    );
  }
}
