import 'reflect-metadata';
import { IsOptional, IsString, Matches, MaxLength, ValidateBy } from 'class-validator';
import { Command, isPlainDate } from '#event-sourcing';

const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };

/** Text with at least one visible character and at most `longest` UTF-16 units. */
export const IsText = (longest: number): PropertyDecorator =>
  all(IsString(), MaxLength(longest), Matches(/\S/, { message: '$property 不能为空 / must not be blank' }));

export const IsId = (): PropertyDecorator =>
  Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, { message: '$property 须为标识 / must be an id' });

/** A day of the calendar in Asia/Shanghai. */
export const IsPlainDate = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPlainDate',
    validator: {
      validate: (value) => typeof value === 'string' && isPlainDate(value),
      defaultMessage: () => '$property 须为日期,如 2023-11-30 / must be a calendar day such as 2023-11-30',
    },
  });

/** Decorated fields are the body; a field without decorator is filled by the server and refused in a body. */
export abstract class DecisionCommand extends Command {
  @IsOptional() @IsString() @MaxLength(2000) override reason?: string;
}

/** Must say why. */
export abstract class ReasonedCommand extends Command {
  @IsText(2000) override reason!: string;
}
