import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, Matches } from 'class-validator';
import { NamesA, PageQuery } from '#event-sourcing-nest';
import { IsId, IsOneOf, IsPlainDate } from '#shapes';

export class HistoryQuery extends PageQuery {
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  descending?: boolean;
}

export class TrailSearch extends HistoryQuery {
  /** An account. */
  @IsOptional() @IsId() @NamesA('account', 'client') actor?: string;
  /** A natural person, through whichever account. */
  @IsOptional() @IsId() @NamesA('person') person?: string;
  /** The actor's unit at that moment. */
  @IsOptional() @IsId() @NamesA('unit') unit?: string;
  @IsOptional() @IsId() @NamesA('round') round?: string;
  @IsOptional() @IsId() @NamesA('issue') issue?: string;
  /** Kind of stream, such as `issue`. */
  @IsOptional() @IsId() category?: string;
  /** Names of events, separated by commas. */
  @IsOptional()
  @Transform(({ value }) => String(value).split(','))
  @Matches(/^[A-Za-z]{1,60}$/, {
    each: true,
    message:
      '$property 须为事件名称，以逗号分隔，只含字母 / must be names of events, in letters alone, separated by commas',
  })
  kind?: string[];
  /** Days, both included, on the clock named. */
  @IsOptional() @IsPlainDate() from?: string;
  @IsOptional() @IsPlainDate() to?: string;
  @IsOptional() @IsOneOf(['effective', 'recorded']) clock?: 'effective' | 'recorded';
}
