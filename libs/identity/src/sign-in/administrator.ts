import type { Engine } from '#event-sourcing';
import type { Credentials } from '../credentials/credentials.js';
import { accountDecider, accountIdOf } from '../domain/account/account.js';
import { OpenAccount } from '../domain/account/commands.js';
import { RegisterPerson } from '../domain/person/commands.js';
import { issued, theSystem } from './issued-command.js';
import { type HashingCost, OWASP_COST } from './password-hash.js';
import { Passwords, randomPassword } from './passwords.js';
import { SignInAttempts } from './sign-in-attempts.js';

const LOGIN = 'admin';

/**
 * The first administrator, with a password to be printed once; undefined when there is one already, or another process is
 * the first. A start that was cut short before the password was kept is taken up again.
 */
export const ensureAdministrator = async (
  engine: Engine,
  credentials: Credentials,
  cost: HashingCost = OWASP_COST,
): Promise<{ login: string; oneTimePassword: string } | undefined> => {
  const id = accountIdOf(LOGIN, engine.digest);
  const { state, version } = await engine.lookup.state(accountDecider, id);
  if (state?.closed) return undefined;
  if (version > 0 && (await credentials.get(id)) !== undefined) return undefined;
  if (version === 0) {
    const personId = engine.uuid('person/administrator');
    await engine.execute(issued(engine, RegisterPerson, theSystem, { id: personId, name: '系统管理员' }));
    await engine.execute(issued(engine, OpenAccount, theSystem, { id, login: LOGIN, personId, roles: ['admin'] }));
  }
  const oneTimePassword = randomPassword();
  const passwords = new Passwords({ engine, credentials, cost, attempts: new SignInAttempts(engine.clock) });
  return (await passwords.setFirst(id, oneTimePassword)) ? { login: LOGIN, oneTimePassword } : undefined;
};
