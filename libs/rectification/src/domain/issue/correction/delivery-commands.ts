import { IsOptional } from 'class-validator';
import { AreTexts, IsOneOf, IsText } from '#shapes';
import { CorrectingCommand } from '../../commands.js';
import type { IssueClass } from '../events.js';

/** What is left out stays as it is. A reason must be given. */
export class CorrectIssue extends CorrectingCommand {
  @IsOptional()
  @IsText(200)
  area?: string;

  @IsOptional()
  @IsText(500)
  heading?: string;

  /** The delivered text stays readable beside it. */
  @IsOptional()
  @IsText(20_000)
  text?: string;

  @IsOptional()
  @IsOneOf(['immediate', 'phased', 'continuous'])
  class?: IssueClass;

  @IsOptional()
  @AreTexts(50, 1000)
  criteria?: string[];
}
