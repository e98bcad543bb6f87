import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsDay, ListQuery } from '#event-sourcing-nest';
import { type IssueStatus, issueStatuses } from '../projections/issue/issue-status.js';
import type { TaskStatus } from '../projections/tasks.js';
import { type LedgerFilter, ledgerOrders } from '../projections/ledger/ledger-list.js';

const Whole = () => Transform(({ value }) => Number(value));
const Flag = () => Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value));

export class RoundsQuery extends ListQuery {
  @IsOptional() @IsString() @MaxLength(200) title?: string;
  @IsOptional() @IsString() @MaxLength(200) organisation?: string;
}

/** `status` may be several, separated by commas. */
export class LedgerQuery extends ListQuery implements LedgerFilter {
  @IsOptional() @IsString() @MaxLength(64) roundId?: string;
  @IsOptional()
  @Transform(({ value }) => String(value).split(','))
  @IsIn(issueStatuses, { each: true })
  status?: IssueStatus[];
  @IsOptional() @IsIn(['immediate', 'phased', 'continuous']) class?: 'immediate' | 'phased' | 'continuous';
  @IsOptional() @IsString() @MaxLength(1000) area?: string;
  @IsOptional() @IsString() @MaxLength(1000) heading?: string;
  @IsOptional() @IsString() @MaxLength(64) leaderId?: string;
  @IsOptional() @IsString() @MaxLength(64) leadUnitId?: string;
  @IsOptional() @IsString() @MaxLength(64) handlerId?: string;
  @IsOptional() @IsDay() dueFrom?: string;
  @IsOptional() @IsDay() dueTo?: string;
  @IsOptional() @IsDay() closedFrom?: string;
  @IsOptional() @IsDay() closedTo?: string;
  @IsOptional() @Whole() @IsInt() @Min(0) @Max(100) percentFrom?: number;
  @IsOptional() @Whole() @IsInt() @Min(0) @Max(100) percentTo?: number;
  /** Part of the issue's text. */
  @IsOptional() @IsString() @MaxLength(200) text?: string;
  @IsOptional() @Flag() @IsBoolean() carriedOver?: boolean;
  @IsOptional() @IsIn(ledgerOrders) sort?: (typeof ledgerOrders)[number];
  @IsOptional() @Flag() @IsBoolean() descending?: boolean;
}

export class TasksQuery extends ListQuery {
  /** Tasks linked to this issue. */
  @IsOptional() @IsString() @MaxLength(64) issueId?: string;
  @IsOptional() @IsString() @MaxLength(64) roundId?: string;
  @IsOptional() @IsString() @MaxLength(64) unitId?: string;
  @IsOptional() @IsString() @MaxLength(64) handlerId?: string;
  @IsOptional() @IsIn(['planned', 'assigned', 'in-progress', 'completed']) status?: TaskStatus;
  @IsOptional() @IsIn(['numberOrder', 'dueOn']) sort?: 'numberOrder' | 'dueOn';
}
