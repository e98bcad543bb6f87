import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import { Command } from '#event-sourcing';
import { IsOneOf, IsText } from '#shapes';
import { type Role, ROLES } from '../roles.js';
import type { SessionRevoked, SignedIn, SignInFailed } from './events.js';

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

/** The password itself is made by the server and stands in no command. */
export class IssueOneTimePassword extends Command {
  static readonly underAuthority = true;

  @IsOptional() @IsText(2000) override reason?: string;
  /** Filled by the server. */
  passwordId?: string;
}

/** What another gave is in the hands of the person whom the account is of: said by somebody who did not give it. */
export class ConfirmReset extends Command {
  static readonly underAuthority = true;

  @IsOptional() @IsText(2000) override reason?: string;
}

// The commands below are sent by the sign-in only: no client fills their fields.

/** Sent by whoever runs the machine. */
export class RecoverAdministrator extends Command {
  override reason!: string;
  /** No account has a password any more. */
  credentialsLost!: boolean;
  passwordId?: string;
}

/** What was looked at before the command came: how many passwords had been set by then. */
abstract class JudgedByPasswords extends Command {
  passwords!: number;
}

export class SetPassword extends JudgedByPasswords {
  oneTime!: boolean;
  keptSession?: string;
  passwordId?: string;
}

export class SignIn extends JudgedByPasswords {
  session!: string;
  until!: string;
  by: SignedIn['data']['by'] = 'password';
  link?: string;
  from?: string;
}

export class AwaitConfirmation extends Command {
  link!: string;
}

export class EndLinkedSessions extends Command {
  link!: string;
}

export class RenewSession extends Command {
  session!: string;
}

export class FailSignIn extends Command {
  cause!: SignInFailed['data']['cause'];
  from?: string;
}

export class SignOut extends Command {
  session!: string;
}

export class RevokeSession extends Command {
  session!: string;
  cause!: SessionRevoked['data']['cause'];
}
