import { Command, onFacts } from '#event-sourcing';
import { must } from '../commands.js';
import { keepsAccounts } from '../roles.js';
import type { AccountEvent } from './events.js';
import type { Account } from './state.js';

/** Sent by whoever runs the machine. */
export class RecoverAdministrator extends Command {
  override reason!: string;
  /** No account has a password any more. */
  credentialsLost!: boolean;
  passwordId?: string;
}

export interface RecoveryFacts {
  /** Logins of others who may reinstate an account. */
  readonly keepers: readonly string[];
}

/** The password is unconfirmed, as any that another gives: whoever runs the machine alone decides nothing by it. */
export const recoverAdministrator = (
  { id, credentialsLost, passwordId }: RecoverAdministrator,
  account: Account,
  { keepers }: RecoveryFacts,
): AccountEvent[] => {
  must(account, 'account.unknown', { accountId: id });
  must(!account.closed, 'account.closed', { login: account.login });
  const { login, name, roles, suspended } = account;
  must(keepsAccounts(roles), 'account.no-administrator', { login, roles });
  must(!suspended || keepers.length === 0, 'account.others-reinstate', { login, keepers });
  const lost = credentialsLost ? ({ credentialsLost } as const) : {};
  return [
    { type: 'AdministratorRecovered', data: { login, name, ...lost } },
    ...(suspended ? [{ type: 'AccountReinstated', data: { login } } as const] : []),
    { type: 'PasswordSet', data: { oneTime: true, passwordId, unconfirmed: true } },
  ];
};

export const recoveryDecision = onFacts(
  RecoverAdministrator,
  recoverAdministrator,
  'AdministratorRecovered',
  'AccountReinstated',
  'PasswordSet',
);
