import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, IsUUID, Matches } from 'class-validator';
import { Command } from '#event-sourcing';
import { IsName, IsOneOf, IsPlainDate, IsText } from '#shapes';
import { type Role, ROLES } from '../roles.js';
import type { ClientKeyRefused } from './events.js';
import { type Scope, SCOPES } from './scopes.js';

const AreScopes = (): PropertyDecorator => {
  const rules = [ArrayMinSize(1), ArrayMaxSize(SCOPES.length), ArrayUnique(), IsOneOf(SCOPES, { each: true })];
  return (target, property) => rules.forEach((rule) => rule(target, property));
};

export class RegisterClient extends Command {
  static readonly underAuthority = true;

  @IsName() name!: string;
  @IsUUID('loose') responsibleId!: string;
  @IsOptional() @IsUUID('loose') unitId?: string;
  @ArrayMinSize(1) @ArrayMaxSize(ROLES.length) @ArrayUnique() @IsOneOf(ROLES, { each: true }) roles!: Role[];
  @AreScopes() scopes!: Scope[];
  @IsOptional() @IsText(2000) purpose?: string;
  @IsOptional() @IsText(2000) override reason?: string;
}

export class ChangeClientScopes extends Command {
  static readonly underAuthority = true;

  @AreScopes() scopes!: Scope[];
  @IsText(2000) override reason!: string;
}

/** The key itself is made by the server and stands in no command. */
export class IssueClientKey extends Command {
  static readonly underAuthority = true;

  /** The last day on which the key opens anything. */
  @IsPlainDate() expiresOn!: string;
  @IsOptional() @IsName() label?: string;
  @IsOptional() @IsText(2000) override reason?: string;
  /** Filled by the server. */
  prefix!: string;
}

export class RevokeClientKey extends Command {
  static readonly underAuthority = true;

  @Matches(/^[a-z2-7]{10}$/, { message: '$property must be the ten letters and digits after rk_' }) prefix!: string;
  @IsText(2000) override reason!: string;
}

export class SuspendClient extends Command {
  static readonly underAuthority = true;

  @IsText(2000) override reason!: string;
}

export class ReinstateClient extends Command {
  static readonly underAuthority = true;

  @IsOptional() @IsText(2000) override reason?: string;
}

// The commands below are sent by the sign-in only: no client fills their fields.

export class RecordKeyUse extends Command {
  prefix!: string;
}

export class RecordKeyRefusal extends Command {
  prefix!: string;
  cause!: ClientKeyRefused['data']['cause'];
  attempts!: number;
}
