import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsObject, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import type { Recorded } from '#event-sourcing';
import { AreTexts, IsName, IsNameOrEmpty, IsPlainDate, IsText } from '#shapes';
import { DatedCommand, RectificationCommand, CorrectingCommand } from '../commands.js';
import type { Provenance, ReplyApart, StatedResults } from './events.js';
import { ClosurePolicyBody, PlanPolicyBody } from './policy-commands.js';

const IsCount = (): PropertyDecorator => (target, property) => {
  for (const decorate of [IsOptional(), IsInt(), Min(0), Max(100_000)]) decorate(target, property);
};

/** Left out or null: the delivered report does not say. */
export class BreakdownBody {
  @IsCount()
  findings?: number | null;

  @IsCount()
  areas?: number | null;

  @IsCount()
  headings?: number | null;

  @IsCount()
  tasks?: number | null;

  @IsCount()
  issues?: number | null;
}

export class CountingRuleBody {
  @IsText(1000)
  text!: string;

  @IsBoolean()
  longTermCounts!: boolean;
}

export class OpenRound extends DatedCommand {
  @IsName(200)
  title!: string;

  @IsName(200)
  organisation!: string;

  @IsName(200)
  team!: string;

  @IsPlainDate()
  inspectedFrom!: string;

  @IsPlainDate()
  inspectedTo!: string;

  @IsPlainDate()
  deliveredOn!: string;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => BreakdownBody)
  breakdown?: BreakdownBody;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CountingRuleBody)
  countingRule?: CountingRuleBody;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ClosurePolicyBody)
  closurePolicy?: ClosurePolicyBody;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PlanPolicyBody)
  planPolicy?: PlanPolicyBody;

  /** Filled by the import. */
  provenance?: Provenance;
}

/** What is left out stays as it is. A reason must be given. */
export class CorrectRound extends CorrectingCommand {
  @IsOptional()
  @IsName(200)
  title?: string;

  @IsOptional()
  @IsName(200)
  organisation?: string;

  @IsOptional()
  @IsName(200)
  team?: string;

  @IsOptional()
  @IsPlainDate()
  inspectedFrom?: string;

  @IsOptional()
  @IsPlainDate()
  inspectedTo?: string;

  @IsOptional()
  @IsPlainDate()
  deliveredOn?: string;
}

export class RecordFindingText extends DatedCommand {
  @IsText(500_000)
  text!: string;

  /** Filled by the import. */
  provenance?: Provenance;
  /** Filled by the import. */
  stated?: StatedResults;
  /** Filled by the import. */
  repliesApart?: readonly ReplyApart[];
}

export class ReviseBreakdown extends DatedCommand {
  @ValidateNested()
  @Type(() => BreakdownBody)
  @IsObject()
  breakdown!: BreakdownBody;
}

export class ChangeCountingRule extends RectificationCommand {
  static readonly underAuthority = true;

  @IsText(1000)
  text!: string;

  @IsBoolean()
  longTermCounts!: boolean;
}

export class OrganiseWork extends DatedCommand {
  @AreTexts(50, 5000)
  paragraphs!: string[];
}

export class AnnounceContact extends DatedCommand {
  @IsOptional()
  @IsNameOrEmpty(100)
  phone?: string;

  @IsOptional()
  @IsNameOrEmpty(200)
  mail?: string;

  @IsOptional()
  @IsNameOrEmpty(300)
  address?: string;

  @IsOptional()
  @IsNameOrEmpty(200)
  period?: string;
}

/** Sent only together with DeliverIssue: takes a place in the round's register. */
export class ListIssue extends RectificationCommand {
  static readonly inAnyOrder = true;

  issueId!: string;
  number!: string;
  area!: string;
  heading!: string;
}

/** Sent only together with CorrectIssue. */
export class CorrectListing extends CorrectingCommand {
  static override readonly puttingRight = ({ type, data }: Recorded, { issueId }: CorrectListing): boolean =>
    (type === 'IssueListed' || type === 'IssueListingCorrected') &&
    (data as { readonly issueId: string }).issueId === issueId;

  issueId!: string;
  area?: string;
  heading?: string;
}

/** Sent only together with PlanTask. */
export class ListTask extends RectificationCommand {
  static readonly inAnyOrder = true;

  taskId!: string;
  number!: string;
  issueIds!: readonly string[];
}
