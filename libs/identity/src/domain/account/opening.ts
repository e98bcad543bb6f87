import { Command, on, onFacts } from '#event-sourcing';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsOneOf,
  IsOptional,
  IsString,
  IsText,
  IsUUID,
  Matches,
  must,
  obey,
  type Policy,
} from '../commands.js';
import {
  administerAndDecide,
  holdInspectorAmongOthers,
  holdSeveralAdministrators,
  type Role,
  ROLES,
} from '../roles.js';
import type { AccountEvent } from './events.js';
import { type Account, mustBeInUse } from './state.js';
import { nobodyChangesTheirOwnAccount } from './suspension.js';

export const LOGIN = {
  pattern: /^[a-z0-9][a-z0-9._-]{1,63}$/,
  message:
    '$property 须为 2 至 64 个小写字母、数字、点、短横线或下划线 / must be 2 to 64 of a-z, 0-9, dot, dash, underscore',
};

/** The stream's id is derived from the login, which makes logins unique. */
export class OpenAccount extends Command {
  static readonly underAuthority = true;

  @IsString()
  @Matches(LOGIN.pattern, { message: LOGIN.message })
  login!: string;
  @IsUUID('loose') personId!: string;
  @ArrayMinSize(1) @ArrayMaxSize(ROLES.length) @ArrayUnique() @IsOneOf(ROLES, { each: true }) roles!: Role[];
}

export class GrantRole extends Command {
  static readonly underAuthority = true;

  @IsOneOf(ROLES) role!: Role;
  @IsOptional() @IsText(2000) override reason?: string;
}

export class WithdrawRole extends Command {
  static readonly underAuthority = true;

  @IsOneOf(ROLES) role!: Role;
  @IsText(2000) override reason!: string;
}

export interface OpeningFacts {
  /** Absent when there is no such person. */
  readonly person?: { readonly name: string; readonly mergedInto?: object };
}

type RolesCommand = OpenAccount | GrantRole;

const rolesAfter = (command: RolesCommand, account: Account): readonly Role[] =>
  'role' in command ? [...(account?.roles ?? []), command.role] : command.roles;

const anInspectorHoldsNoOtherRole: Policy<RolesCommand, Account> = (command, account) =>
  holdInspectorAmongOthers(rolesAfter(command, account)) ? 'account.inspector-holds-no-other-role' : undefined;

const administratorsExcludeEachOther: Policy<RolesCommand, Account> = (command, account) =>
  holdSeveralAdministrators(rolesAfter(command, account)) ? 'account.administrators-exclude-each-other' : undefined;

const anAdministratorDecidesNothing: Policy<RolesCommand, Account> = (command, account) =>
  administerAndDecide(rolesAfter(command, account)) ? 'account.administrator-decides-nothing' : undefined;

const nobodyOpensAnAccountForThemselves: Policy<OpenAccount, Account> = ({ actor, personId }) =>
  actor.personId === personId ? 'account.own-account' : undefined;

const rolePolicies = [anInspectorHoldsNoOtherRole, administratorsExcludeEachOther, anAdministratorDecidesNothing];

export const openAccount = (command: OpenAccount, account: Account, { person }: OpeningFacts): AccountEvent[] => {
  const { login, personId, roles } = command;
  if (account?.personId === personId && sameRoles(account.roles, roles)) return [];
  must(!account, 'account.login-taken', { login });
  must(person, 'person.unknown', { field: 'personId', personId });
  must(!person.mergedInto, 'person.merged', { field: 'personId', personId, into: person.mergedInto });
  obey([nobodyOpensAnAccountForThemselves], command, account);
  obey(rolePolicies, command, account);
  return [{ type: 'AccountOpened', data: { login, personId, name: person.name, roles } }];
};

export const grantRole = (command: GrantRole, account: Account): AccountEvent[] => {
  mustBeInUse(account, command.id);
  if (account.roles.includes(command.role)) return [];
  obey([nobodyChangesTheirOwnAccount], command, account);
  obey(rolePolicies, command, account);
  return [{ type: 'RoleGranted', data: { role: command.role } }];
};

export const withdrawRole = (command: WithdrawRole, account: Account): AccountEvent[] => {
  mustBeInUse(account, command.id);
  if (!account.roles.includes(command.role)) return [];
  obey([nobodyChangesTheirOwnAccount], command, account);
  return [{ type: 'RoleWithdrawn', data: { role: command.role } }];
};

const sameRoles = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((role) => b.includes(role));

export const openingDecisions = [
  onFacts(OpenAccount, openAccount, 'AccountOpened'),
  on(GrantRole, grantRole, 'RoleGranted'),
  on(WithdrawRole, withdrawRole, 'RoleWithdrawn'),
];
