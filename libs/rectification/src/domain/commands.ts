import 'reflect-metadata';
import {
  ArrayMaxSize,
  IsArray,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  type ValidationOptions,
} from 'class-validator';
import { Command, isPlainDate } from '#event-sourcing';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const notADay = '$property 须为日期,如 2023-11-30 / must be a calendar day such as 2023-11-30';

const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };

/** A day of the calendar in Asia/Shanghai; the thirtieth of February is none. */
export const IsPlainDate = (): PropertyDecorator =>
  all(
    Matches(DAY, { message: notADay }),
    ValidateBy({
      name: 'isPlainDate',
      validator: {
        validate: (value: unknown) => typeof value !== 'string' || !DAY.test(value) || isPlainDate(value),
        defaultMessage: () => notADay,
      },
    }),
  );

export const IsId = (options: ValidationOptions = {}): PropertyDecorator =>
  Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, { message: '$property 须为标识 / must be an id', ...options });

export const IsSha256 = (options: ValidationOptions = {}): PropertyDecorator =>
  Matches(/^[0-9a-f]{64}$/, {
    message: '$property 须为小写十六进制 SHA-256 / must be a SHA-256 in lower-case hex',
    ...options,
  });

/** Text with at least one visible character and at most `longest` UTF-16 units. */
export const IsText = (longest: number): PropertyDecorator =>
  all(IsString(), MaxLength(longest), Matches(/\S/, { message: '$property 不能为空 / must not be blank' }));

/** A file's name alone, never a way to it. */
export const IsFileName = (): PropertyDecorator =>
  all(
    IsText(255),
    Matches(/^[^/\\]*$/, { message: '$property 须为不含路径的文件名 / must be a file name without a path' }),
  );

export const AreTexts = (most: number, longest: number): PropertyDecorator =>
  all(
    IsArray(),
    ArrayMaxSize(most),
    IsString({ each: true }),
    MaxLength(longest, { each: true }),
    Matches(/\S/, { each: true, message: '$property 不能有空项 / must hold no blank entry' }),
  );

/**
 * What a client may say with every command. Decorated fields are the body; a field without decorator is filled by the
 * server and refused in a body.
 */
export abstract class RectificationCommand extends Command {
  @IsOptional()
  @IsPlainDate()
  override effectiveOn?: string;

  @IsOptional()
  @IsString()
  @MaxLength(2000)
  override reason?: string;
}

export class FigureBody {
  @IsText(100)
  name!: string;

  /** Beyond this range a number would be printed with an exponent. */
  @IsNumber({ allowInfinity: false, allowNaN: false })
  @Min(-1e15)
  @Max(1e15)
  value!: number;

  @IsString()
  @MaxLength(20)
  unit!: string;

  @IsPlainDate()
  on!: string;
}
