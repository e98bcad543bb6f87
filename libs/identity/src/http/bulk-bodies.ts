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
import { LOGIN } from '../domain/account/opening.js';
import { type Role, ROLES } from '../domain/roles.js';
import { ManyRows } from '#event-sourcing-nest';
import { IsId, IsName, IsOneOf, IsPlainDate } from '#shapes';

/** Rows that one request may hold: each account costs the hashing of a password. */
export const MOST_ROWS = 200;

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
export class RegisterPeople extends ManyRows {
  @IsOptional() @IsArray() @ArrayMaxSize(MOST_ROWS) @IsObject({ each: true }) units?: object[];
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_ROWS) @IsObject({ each: true }) rows?: object[];
  /** The rows are of people who are registered: their accounts are opened, and nothing else. */
  @IsOptional() @IsBoolean() registered: boolean = false;
  /** Since when the posts are held for which a sheet names no day; today when absent. */
  @IsOptional() @IsPlainDate() from?: string;
}

export class ConfirmResets {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_ROWS) @ArrayUnique() @IsId({ each: true }) accountIds!: string[];
}
