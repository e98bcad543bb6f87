import { IsOptional } from 'class-validator';
import { ListQuery } from '#event-sourcing-nest';
import { IsId, IsNameOrEmpty } from '#shapes';

export class UnitsQuery extends ListQuery {
  /** Part of the name. */
  @IsOptional() @IsNameOrEmpty(100) name?: string;
  @IsOptional() @IsId() parentId?: string;
}

export class PeopleQuery extends ListQuery {
  /** Part of the name. */
  @IsOptional() @IsNameOrEmpty(100) name?: string;
  @IsOptional() @IsId() unitId?: string;
}

export class AccountsQuery extends ListQuery {
  @IsOptional() @IsId() personId?: string;
}

export class ClientsQuery extends ListQuery {
  @IsOptional() @IsId() responsibleId?: string;
}
