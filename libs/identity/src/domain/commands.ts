import { IsOptional } from 'class-validator';
import * as Rules from '#event-sourcing';
import { IsPlainDate, IsText } from '#shapes';
import type { IdentityProblem } from './problems.js';

// The words in which the commands and the rules of this context are written: shapes and refusals.
export {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsBoolean,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Matches,
} from 'class-validator';
export { IsName, IsOneOf, IsPlainDate, IsText } from '#shapes';

export type Policy<C, State, Facts = unknown> = Rules.Policy<IdentityProblem, C, State, Facts>;
export const must: Rules.Must<IdentityProblem> = Rules.must;
export const { obey } = Rules;

/** May be entered late, and may say why. */
export abstract class LateCommand extends Rules.Command {
  @IsOptional() @IsPlainDate() override effectiveOn?: string;
  @IsOptional() @IsText(2000) override reason?: string;
}

/** Corrects what was entered: from now on, and it must say why. */
export abstract class ReasonedCommand extends Rules.Command {
  @IsText(2000) override reason!: string;
}

/** May be entered late, and must say why. */
export abstract class ReasonedLateCommand extends Rules.Command {
  @IsOptional() @IsPlainDate() override effectiveOn?: string;
  @IsText(2000) override reason!: string;
}
