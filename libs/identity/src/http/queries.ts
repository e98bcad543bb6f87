import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '#event-sourcing-nest';

export class UnitsQuery extends PageQuery {
  /** Part of the name. */
  @IsOptional() @IsString() @MaxLength(100) name?: string;
  @IsOptional() @IsString() @MaxLength(64) parentId?: string;
}

export class PeopleQuery extends PageQuery {
  /** Part of the name. */
  @IsOptional() @IsString() @MaxLength(100) name?: string;
  @IsOptional() @IsString() @MaxLength(64) unitId?: string;
}

export class AccountsQuery extends PageQuery {
  @IsOptional() @IsString() @MaxLength(64) personId?: string;
}

export class ClientsQuery extends PageQuery {
  @IsOptional() @IsString() @MaxLength(64) responsibleId?: string;
}
