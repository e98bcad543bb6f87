import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsObject,
  IsOptional,
  Matches,
} from 'class-validator';
import { LOGIN } from '../domain/account/commands.js';
import { type Role, ROLES } from '../domain/roles.js';
import { IsId, IsName, IsOneOf, IsPlainDate } from '#shapes';

/** Rows that one request may hold: each account costs the hashing of a password. */
const MOST_ROWS = 200;

export class UnitRowBody {
  @IsName() name!: string;
  /** Name of the unit above it, in this request or registered already. */
  @IsOptional() @IsName() parent?: string;
}

export class PersonRowBody {
  @IsName() name!: string;
  @IsOptional() @IsName(40) staffNumber?: string;
  /** Another person of a name that is registered already; asks for a staff number. */
  @IsOptional() @IsBoolean() distinct?: boolean;
  /** Name of a unit, in this request or registered already; with `post` and `from`. */
  @IsOptional() @IsName() unit?: string;
  @IsOptional() @IsName() post?: string;
  @IsOptional() @IsPlainDate() from?: string;
  /** An account with a one-time password; with `roles`. */
  @IsOptional() @Matches(LOGIN.pattern, { message: LOGIN.message }) login?: string;
  @IsOptional() @ArrayMinSize(1) @ArrayUnique() @IsOneOf(ROLES, { each: true }) roles?: Role[];
}

/** Rows are looked at one by one, so that each is told what is wrong with it. */
export class RegisterPeople {
  @IsOptional() @IsArray() @ArrayMaxSize(MOST_ROWS) @IsObject({ each: true }) units?: object[];
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_ROWS) @IsObject({ each: true }) rows!: object[];
  /** Nothing at all is stored unless every row can be. */
  @IsOptional() @IsBoolean() allOrNothing?: boolean;
}

export class ConfirmResets {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_ROWS) @ArrayUnique() @IsId({ each: true }) accountIds!: string[];
}
