import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { ListQuery, MomentQuery, NamesA, PageQuery, Whole } from '#event-sourcing-nest';
import { IsId, IsNameOrEmpty, IsOneOf, IsPlainDate, IsTextOrEmpty } from '#shapes';
import { type IssueStatus, issueStatuses } from '../domain/issue/lifecycle.js';
import type { TaskStatus } from '../projections/tasks.js';
import { type FigureName, figureNames } from '../projections/round/events-behind.js';
import { type Grouping, groupings } from '../projections/round/round-groups.js';
import { type LedgerFilter, ledgerOrders } from '../projections/ledger/ledger-list.js';

const Flag = () => Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value));

export class RoundsQuery extends ListQuery {
  @IsOptional() @IsNameOrEmpty(200) title?: string;
  @IsOptional() @IsNameOrEmpty(200) organisation?: string;
}

/** `status` may be several, separated by commas. */
export class LedgerQuery extends ListQuery implements LedgerFilter {
  @IsOptional() @IsId() @NamesA('round') roundId?: string;
  @IsOptional()
  @Transform(({ value }) => String(value).split(','))
  @IsOneOf(issueStatuses, { each: true })
  status?: IssueStatus[];
  @IsOptional() @IsOneOf(['immediate', 'phased', 'continuous']) class?: 'immediate' | 'phased' | 'continuous';
  @IsOptional() @IsTextOrEmpty(1000) area?: string;
  @IsOptional() @IsTextOrEmpty(1000) heading?: string;
  @IsOptional() @IsId() @NamesA('person') leaderId?: string;
  @IsOptional() @IsId() @NamesA('unit') leadUnitId?: string;
  @IsOptional() @IsId() @NamesA('person') handlerId?: string;
  @IsOptional() @IsPlainDate() dueFrom?: string;
  @IsOptional() @IsPlainDate() dueTo?: string;
  @IsOptional() @IsPlainDate() closedFrom?: string;
  @IsOptional() @IsPlainDate() closedTo?: string;
  @IsOptional() @Whole() @IsInt() @Min(0) @Max(100) percentFrom?: number;
  @IsOptional() @Whole() @IsInt() @Min(0) @Max(100) percentTo?: number;
  /** Part of the issue's text. */
  @IsOptional() @IsTextOrEmpty(200) text?: string;
  @IsOptional() @Flag() @IsBoolean() carriedOver?: boolean;
  @IsOptional() @IsOneOf(ledgerOrders) sort?: (typeof ledgerOrders)[number];
  @IsOptional() @Flag() @IsBoolean() descending?: boolean;
}

export class TasksQuery extends ListQuery {
  /** Tasks linked to this issue. */
  @IsOptional() @IsId() @NamesA('issue') issueId?: string;
  @IsOptional() @IsId() @NamesA('round') roundId?: string;
  @IsOptional() @IsId() @NamesA('unit') unitId?: string;
  @IsOptional() @IsId() @NamesA('person') handlerId?: string;
  @IsOptional() @IsOneOf(['planned', 'assigned', 'in-progress', 'completed']) status?: TaskStatus;
  @IsOptional() @IsOneOf(['numberOrder', 'dueOn']) sort?: 'numberOrder' | 'dueOn';
}

export class GroupsQuery extends MomentQuery {
  @IsOneOf(groupings) by!: Grouping;
}

/** Both days as they were at their ends. */
export class ChangesQuery extends PageQuery {
  @IsPlainDate() from!: string;
  @IsPlainDate() to!: string;
}

export class BehindQuery extends PageQuery {
  /** The number of the statistics that is explained. */
  @IsOneOf(figureNames) figure!: FigureName;
}
