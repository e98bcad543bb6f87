import type { Command } from '#event-sourcing';
import type { Policy } from '../errors.js';
import { administerAndDecide, holdInspectorAmongOthers, holdSeveralAdministrators, type Role } from '../roles.js';
import type { GrantRole, OpenAccount } from './commands.js';
import type { Account, OpenedAccount } from './state.js';

type RolesCommand = OpenAccount | GrantRole;

const rolesAfter = (command: RolesCommand, account: Account): readonly Role[] =>
  'role' in command ? [...(account?.roles ?? []), command.role] : command.roles;

export const anInspectorHoldsNoOtherRole: Policy<RolesCommand, Account> = (command, account) =>
  holdInspectorAmongOthers(rolesAfter(command, account)) ? 'account.inspector-holds-no-other-role' : undefined;

export const administratorsExcludeEachOther: Policy<RolesCommand, Account> = (command, account) =>
  holdSeveralAdministrators(rolesAfter(command, account)) ? 'account.administrators-exclude-each-other' : undefined;

export const anAdministratorDecidesNothing: Policy<RolesCommand, Account> = (command, account) =>
  administerAndDecide(rolesAfter(command, account)) ? 'account.administrator-decides-nothing' : undefined;

export const nobodyOpensAnAccountForThemselves: Policy<OpenAccount, Account> = ({ actor, personId }) =>
  actor.personId === personId ? 'account.own-account' : undefined;

export const nobodyChangesTheirOwnAccount: Policy<Command, OpenedAccount> = ({ actor }, { personId }) =>
  actor.personId === personId ? 'account.own-account' : undefined;
