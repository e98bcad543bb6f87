import { Command, on } from '#event-sourcing';
import { IsOptional, IsText, obey, type Policy } from '../commands.js';
import type { AccountEvent } from './events.js';
import { type Account, mustBeInUse, mustBeOpened, type OpenedAccount } from './state.js';

export class SuspendAccount extends Command {
  static readonly underAuthority = true;

  @IsText(2000) override reason!: string;
}

/** For good. The password is destroyed; what the person did stays under their name. */
export class CloseAccount extends Command {
  static readonly underAuthority = true;
  @IsText(2000) override reason!: string;
}

export class ReinstateAccount extends Command {
  static readonly underAuthority = true;

  @IsOptional() @IsText(2000) override reason?: string;
}

export const nobodyChangesTheirOwnAccount: Policy<Command, OpenedAccount> = ({ actor }, { personId }) =>
  actor.personId === personId ? 'account.own-account' : undefined;

export const suspendAccount = (command: SuspendAccount, account: Account): AccountEvent[] => {
  mustBeInUse(account, command.id);
  if (account.suspended) return [];
  obey([nobodyChangesTheirOwnAccount], command, account);
  return [{ type: 'AccountSuspended', data: { login: account.login } }];
};

export const closeAccount = (command: CloseAccount, account: Account): AccountEvent[] => {
  mustBeOpened(account, command.id);
  if (account.closed) return [];
  obey([nobodyChangesTheirOwnAccount], command, account);
  return [{ type: 'AccountClosed', data: { login: account.login, roles: account.roles } }];
};

export const reinstateAccount = (command: ReinstateAccount, account: Account): AccountEvent[] => {
  mustBeInUse(account, command.id);
  if (!account.suspended) return [];
  obey([nobodyChangesTheirOwnAccount], command, account);
  return [{ type: 'AccountReinstated', data: { login: account.login } }];
};

export const suspensionDecisions = [
  on(SuspendAccount, suspendAccount, 'AccountSuspended'),
  on(CloseAccount, closeAccount, 'AccountClosed'),
  on(ReinstateAccount, reinstateAccount, 'AccountReinstated'),
];
