import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional, ValidateNested } from 'class-validator';
import { IsFileName, IsId, IsName, IsSha256, IsText } from '#shapes';
import { DatedCommand, RectificationCommand } from '../commands.js';
import type { DecidedByMeeting } from '../issue/events.js';
import type { AgendaTitle } from '../issue/outcome/commands.js';

export class PlanFileBody {
  /** Of a file uploaded before. */
  @IsSha256()
  sha256!: string;

  @IsFileName()
  name!: string;
}

/** The plan's id is its round's. */
export class SubmitPlan extends DatedCommand {
  @IsName(300)
  title!: string;

  @IsText(200_000)
  text!: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique(({ sha256 }: PlanFileBody) => sha256)
  @ValidateNested({ each: true })
  @Type(() => PlanFileBody)
  files: PlanFileBody[] = [];

  /** Who wrote it: like whoever submits it, none of them approves it. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsId({ each: true })
  authorIds: string[] = [];
}

export class ReturnPlan extends RectificationCommand {
  static readonly underAuthority = true;
}

abstract class PlanDecision extends RectificationCommand {
  static readonly underAuthority = true;
}

export class ApprovePlan extends PlanDecision {}

export class RejectPlan extends PlanDecision {}

/** What a body decided at its meeting. Sent by the process that carries it out, by nobody else. */
abstract class PlanMeetingCommand extends RectificationCommand {
  decided!: DecidedByMeeting;
  about?: AgendaTitle;
}

export class ApprovePlanByMeeting extends PlanMeetingCommand {}

export class RejectPlanByMeeting extends PlanMeetingCommand {}
