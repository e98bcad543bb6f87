import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsDay, PageQuery } from '#event-sourcing-nest';

export class HistoryQuery extends PageQuery {
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  descending?: boolean;
}

export class TrailSearch extends HistoryQuery {
  /** An account. */
  @IsOptional() @IsString() @MaxLength(64) actor?: string;
  /** A natural person, through whichever account. */
  @IsOptional() @IsString() @MaxLength(64) person?: string;
  /** The actor's unit at that moment. */
  @IsOptional() @IsString() @MaxLength(64) unit?: string;
  @IsOptional() @IsString() @MaxLength(64) round?: string;
  @IsOptional() @IsString() @MaxLength(64) issue?: string;
  /** Kind of stream, such as `issue`. */
  @IsOptional() @IsString() @MaxLength(64) category?: string;
  /** Names of events, separated by commas. */
  @IsOptional()
  @Transform(({ value }) => String(value).split(','))
  @Matches(/^[A-Za-z]{1,60}$/, { each: true })
  kind?: string[];
  /** Days, both included, on the clock named. */
  @IsOptional() @IsDay() from?: string;
  @IsOptional() @IsDay() to?: string;
  @IsOptional() @IsIn(['effective', 'recorded']) clock?: 'effective' | 'recorded';
}
