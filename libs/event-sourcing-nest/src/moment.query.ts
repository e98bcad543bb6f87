import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

const DAY_OR_INSTANT =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;
const DATE_MESSAGE =
  '$property 须为日期（如 2023-11-30，按北京时间计全天）或带时区的时刻 / must be a day (2023-11-30, the whole day in Asia/Shanghai) or an instant with zone (2023-11-30T12:00:00+08:00)';

/** Every query takes these three. */
export class MomentQuery {
  /** What was true at the end of this day, or at this instant. */
  @IsOptional() @Matches(DAY_OR_INSTANT, { message: DATE_MESSAGE }) asOf?: string;
  /** What had been recorded by then. */
  @IsOptional() @Matches(DAY_OR_INSTANT, { message: DATE_MESSAGE }) knownAt?: string;
  /** Answer only when everything up to this position (of a receipt) is in the view. */
  @IsOptional() @IsString() @MaxLength(20) after?: string;
}

export const NO_CURSOR = '$property 须为上一页答复中的 next / must be `next` of the page before';
export const NO_POSITION = '$property 须为位置，如回执中的 position / must be a position, such as that of a receipt';

/** Digits alone: `Number` takes nothing for 0, and knows 0x10 and 1e3. What is no number is left for the validators to refuse. */
export const Whole = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
  );
const Flag = () => Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value));

/** For lists: cursor pages. */
export class PageQuery extends MomentQuery {
  @IsOptional() @Whole() @IsInt() @Min(1) @Max(500) limit?: number;
  @IsOptional() @IsString() @MaxLength(1000) cursor?: string;
}

/** For lists that can be counted. */
export class ListQuery extends PageQuery {
  /** Whether to count all that the filters find, beyond the page. */
  @IsOptional() @Flag() @IsBoolean() total?: boolean;
}

/** For papers in a format to be chosen. */
export class PrintedQuery extends MomentQuery {
  /** Whether the paper tells at its end what it was made from; the properties of its file tell it in any case. */
  @IsOptional() @Flag() @IsBoolean() colophon?: boolean;
}
