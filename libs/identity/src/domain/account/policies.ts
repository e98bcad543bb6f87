import type { Policy } from '../errors.js';
import type { Role } from '../roles.js';
import type { GrantRole, OpenAccount, ReinstateAccount, SuspendAccount, WithdrawRole } from './commands.js';
import type { Account, OpenedAccount } from './state.js';

type RolesCommand = OpenAccount | GrantRole;

const DECIDING: readonly Role[] = ['leader', 'office'];

const rolesAfter = (command: RolesCommand, account: Account): readonly Role[] =>
  'role' in command ? [...(account?.roles ?? []), command.role] : command.roles;

export const anInspectorHoldsNoOtherRole: Policy<RolesCommand, Account> = (command, account) => {
  const roles = rolesAfter(command, account);
  return roles.includes('inspector') && roles.length > 1 ? 'account.inspector-holds-no-other-role' : undefined;
};

export const anAdministratorDecidesNothing: Policy<RolesCommand, Account> = (command, account) => {
  const roles = rolesAfter(command, account);
  const decides = roles.some((role) => DECIDING.includes(role));
  return roles.includes('admin') && decides ? 'account.administrator-decides-nothing' : undefined;
};

export const nobodyOpensAnAccountForThemselves: Policy<OpenAccount, Account> = ({ actor, personId }) =>
  actor.personId === personId ? 'account.own-account' : undefined;

export const nobodyChangesTheirOwnAccount: Policy<
  GrantRole | WithdrawRole | SuspendAccount | ReinstateAccount,
  OpenedAccount
> = ({ actor }, { personId }) => (actor.personId === personId ? 'account.own-account' : undefined);
