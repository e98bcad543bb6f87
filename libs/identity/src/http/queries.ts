import { IsOptional } from 'class-validator';
import { ListQuery, NamesA } from '#event-sourcing-nest';
import { IsId, IsNameOrEmpty } from '#shapes';

export class UnitsQuery extends ListQuery {
  /** Part of the name. */
  @IsOptional() @IsNameOrEmpty(100) name?: string;
  @IsOptional() @IsId() @NamesA('unit') parentId?: string;
}

export class PeopleQuery extends ListQuery {
  /** Part of the name. */
  @IsOptional() @IsNameOrEmpty(100) name?: string;
  @IsOptional() @IsId() @NamesA('unit') unitId?: string;
}

export class AccountsQuery extends ListQuery {
  @IsOptional() @IsId() @NamesA('person') personId?: string;
}

export class ClientsQuery extends ListQuery {
  @IsOptional() @IsId() @NamesA('person') responsibleId?: string;
}
