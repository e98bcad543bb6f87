import type { Actor, Engine, Receipt } from '#event-sourcing';
import type { Credentials } from '../credentials/credentials.js';
import { accountDecider, accountIdOf } from '../domain/account/account.js';
import type { Account } from '../domain/account/state.js';
import { OpenAccount } from '../domain/account/opening.js';
import { RecoverAdministrator } from '../domain/account/recovery.js';
import { RegisterPerson } from '../domain/person/registration.js';
import { everyAccount } from '../projections/accounts.js';
import { issued, theSystem } from './issued-command.js';
import { type HashingCost, OWASP_COST } from './password-hash.js';
import { hashInForce, Passwords, randomPassword } from './passwords.js';
import { SignInAttempts } from './sign-in-attempts.js';

const LOGIN = 'admin';

/** Who has signed in, or was closed, is not made anew. */
const isInUse = (account: Account): boolean => account !== undefined && (account.closed || account.ownPassword);

/**
 * The first administrator, with a password to be printed once; undefined when there is one already, or another process is
 * the first. A start that was cut short before the password was kept is taken up again; one who has signed in and whose password
 * is gone, as after a restored backup, is recovered by whoever runs the machine, on record.
 */
export const ensureAdministrator = async (
  engine: Engine,
  credentials: Credentials,
  cost: HashingCost = OWASP_COST,
): Promise<{ login: string; oneTimePassword: string } | undefined> => {
  const id = accountIdOf(LOGIN, engine.digest);
  const { state, version } = await engine.lookup.state(accountDecider, id);
  if (isInUse(state)) return undefined;
  if (version > 0 && (await hashInForce({ engine, credentials }, id)) !== undefined) return undefined;
  if (version === 0) {
    const personId = engine.uuid('person/administrator');
    await engine.execute(issued(engine, RegisterPerson, theSystem, { id: personId, name: '系统管理员' }));
    await engine.execute(issued(engine, OpenAccount, theSystem, { id, login: LOGIN, personId, roles: ['admin'] }));
  }
  const oneTimePassword = randomPassword();
  const passwords = new Passwords({ engine, credentials, cost, attempts: new SignInAttempts(engine.clock) });
  return (await passwords.setFirst(id, oneTimePassword)) ? { login: LOGIN, oneTimePassword } : undefined;
};

export interface Recovery {
  readonly login: string;
  readonly reason: string;
  /** Whoever runs the machine. */
  readonly operator: Actor;
}

const anyPassword = async (engine: Engine, credentials: Credentials): Promise<boolean> => {
  for (const { id } of await everyAccount(engine.reader))
    if ((await hashInForce({ engine, credentials }, id)) !== undefined) return true;
  return false;
};

/** A password to be printed once for an administrator who cannot sign in any more. */
export const recoverAdministrator = async (
  engine: Engine,
  credentials: Credentials,
  { login, reason, operator }: Recovery,
): Promise<Receipt & { readonly oneTimePassword: string; readonly credentialsLost: boolean }> => {
  const id = accountIdOf(login, engine.digest);
  const credentialsLost = !(await anyPassword(engine, credentials));
  const oneTimePassword = randomPassword();
  const passwords = new Passwords({
    engine,
    credentials,
    cost: OWASP_COST,
    attempts: new SignInAttempts(engine.clock),
  });
  const receipt = await passwords.replace(id, oneTimePassword, (passwordId) =>
    engine.execute(issued(engine, RecoverAdministrator, operator, { id, reason, credentialsLost, passwordId })),
  );
  return { ...receipt, credentialsLost, oneTimePassword };
};
