import { IsOptional, IsString, MaxLength } from 'class-validator';
import { ListQuery } from '#event-sourcing-nest';

export class UnitsQuery extends ListQuery {
  /** Part of the name. */
  @IsOptional() @IsString() @MaxLength(100) name?: string;
  @IsOptional() @IsString() @MaxLength(64) parentId?: string;
}

export class PeopleQuery extends ListQuery {
  /** Part of the name. */
  @IsOptional() @IsString() @MaxLength(100) name?: string;
  @IsOptional() @IsString() @MaxLength(64) unitId?: string;
}

export class AccountsQuery extends ListQuery {
  @IsOptional() @IsString() @MaxLength(64) personId?: string;
}

export class ClientsQuery extends ListQuery {
  @IsOptional() @IsString() @MaxLength(64) responsibleId?: string;
}
