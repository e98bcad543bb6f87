import { IsOptional, IsString, Matches, MaxLength, ValidateBy } from 'class-validator';
import { Command, isPlainDate } from '#event-sourcing';

/** One line of text that says something. */
export const IsName = (longest = 100): PropertyDecorator => {
  const message = '$property 不能为空 / must not be blank';
  const rules = [IsString(), Matches(/\S/, { message }), MaxLength(longest)];
  return (target, property) => rules.forEach((rule) => rule(target, property));
};

/** A day that exists, in the form 2023-11-30. */
export const IsPlainDate = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPlainDate',
    validator: {
      validate: (value) => typeof value === 'string' && isPlainDate(value),
      defaultMessage: () => '$property must be a day such as 2023-11-30',
    },
  });

/** May be entered late, and may say why. */
export abstract class LateCommand extends Command {
  @IsOptional() @IsPlainDate() override effectiveOn?: string;
  @IsOptional() @IsString() @MaxLength(2000) override reason?: string;
}

/** May be entered late, and must say why. */
export abstract class ReasonedLateCommand extends Command {
  @IsOptional() @IsPlainDate() override effectiveOn?: string;
  @IsName(2000) override reason!: string;
}
