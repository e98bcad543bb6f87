import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { AreTexts, IsId, IsName, IsNameOrEmpty, IsOneOf, IsPlainDate, IsSha256, IsText } from '#shapes';
import type { Recorded } from '#event-sourcing';
import {
  DatedCommand,
  EvidenceBody,
  MayVoid,
  RectificationCommand,
  ReportBody,
  UnorderedCommand,
  isOf,
} from '../../commands.js';
import type { Provenance } from '../../round/events.js';
import type { AccountabilityKind, IssueClass } from '../events.js';

export class DeliverIssue extends DatedCommand {
  @IsId()
  roundId!: string;

  @IsName(20)
  number!: string;

  @IsText(200)
  area!: string;

  @IsText(500)
  heading!: string;

  @IsText(20_000)
  text!: string;

  @IsOneOf(['immediate', 'phased', 'continuous'])
  class!: IssueClass;

  @IsOptional()
  @AreTexts(50, 1000)
  criteria: string[] = [];

  /** Filled by the import. */
  provenance?: Provenance;
  /** Filled by the import. */
  asDelivered?: Readonly<Record<string, string>>;
}

export class AssignIssue extends DatedCommand {
  @IsId()
  leaderId!: string;

  @IsId()
  leadUnitId!: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(30)
  @ArrayUnique()
  @IsId({ each: true })
  supportingUnitIds: string[] = [];

  @IsId()
  handlerId!: string;

  @IsPlainDate()
  dueOn!: string;

  /** Filled by the import: as the ledger names them, whatever posts they hold. */
  provenance?: Provenance;
}

/** What those who are in charge of an issue tell of it. */
abstract class WorkCommand extends DatedCommand {
  static readonly toldByUnit = true;
}

export class ClaimIssue extends WorkCommand {}

/** 班子成员认领: by the leader who is responsible for it. */
export class ClaimAsLeader extends WorkCommand {}

abstract class ProgressBody extends ReportBody {
  @IsOptional()
  @AreTexts(50, 2000)
  measures: string[] = [];
}

export class ReportProgress extends ProgressBody {
  /** SHA-256 of evidence attached to the issue before. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsSha256({ each: true })
  evidence: string[] = [];
}

export class CorrectProgress extends ProgressBody {
  static readonly puttingRight = (event: Recorded, { corrects }: CorrectProgress): boolean => isOf(event, corrects);

  /** Event id of the report. */
  @IsId()
  corrects!: string;
}

/** What a delivered report tells of the rectification. */
export class CarryOverProgress extends DatedCommand {
  @IsText(100_000)
  narrative!: string;

  @AreTexts(50, 2000)
  measures!: string[];

  /** Filled by the import. */
  provenance!: Provenance;
}

export class AttachEvidence extends EvidenceBody {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  criteria: number[] = [];

  /** SHA-256 of the earlier evidence of this issue whose place it takes. */
  @IsOptional()
  @IsSha256()
  replaces?: string;
}

/** What the work on an issue came to. */
abstract class ResultCommand extends UnorderedCommand {
  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

export class RegisterRegulation extends ResultCommand {
  @IsOneOf(['made', 'revised'])
  kind!: 'made' | 'revised';

  @IsName(300)
  title!: string;

  @IsOptional()
  @IsNameOrEmpty(100)
  documentNumber?: string;

  /** Of issue; left out when it is not known. */
  @IsOptional()
  @IsPlainDate()
  date?: string;
}

export class RequestExtension extends WorkCommand {
  @IsPlainDate()
  to!: string;
}

export class GrantExtension extends RectificationCommand {
  static readonly underAuthority = true;
}

export class RefuseExtension extends RectificationCommand {
  static readonly underAuthority = true;
}

/** A number adds to what was recorded before; zero says expressly that there was none. */
export class RecordAccountability extends ResultCommand {
  @IsOneOf(['discipline', 'organisational', 'admonition', 'referral', 'criticism', 'self-criticism'])
  kind!: AccountabilityKind;

  /** People (人). */
  @IsInt()
  @Min(0)
  @Max(100_000)
  number!: number;

  /** Needed for more than 1,000 people. */
  @IsOptional()
  @IsBoolean()
  confirmed?: boolean;
}

export class RecordRecovery extends ResultCommand {
  /** Fen (分), not yuan: 100 is 1 yuan. Adds to what was recorded before. */
  @IsInt()
  @Min(0)
  @Max(100_000_000_000_000)
  amount!: number;

  /** Needed for more than 100,000,000 fen (100万元). */
  @IsOptional()
  @IsBoolean()
  confirmed?: boolean;
}
