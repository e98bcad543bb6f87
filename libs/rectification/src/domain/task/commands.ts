import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsOptional } from 'class-validator';
import { AreTexts, IsId, IsName, IsPlainDate, IsText } from '#shapes';
import {
  DatedCommand,
  EvidenceBody,
  MayVoid,
  RectificationCommand,
  ReportBody,
  CorrectingCommand,
} from '../commands.js';
import type { Named } from '../issue/events.js';
import type { Provenance } from '../round/events.js';

export class PlanTask extends DatedCommand {
  @IsId()
  roundId!: string;

  @IsName(20)
  number!: string;

  @IsName(500)
  title!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsId({ each: true })
  issueIds!: string[];

  @IsOptional()
  @AreTexts(50, 2000)
  measures: string[] = [];

  @IsOptional()
  @IsPlainDate()
  dueOn?: string;

  /** Filled by the import. */
  provenance?: Provenance;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

/** What is left out stays as it is. A reason must be given. */
export class CorrectTask extends CorrectingCommand {
  @IsOptional()
  @IsName(500)
  title?: string;

  @IsOptional()
  @AreTexts(50, 2000)
  measures?: string[];
}

export class AssignTask extends DatedCommand {
  @IsId()
  unitId!: string;

  @IsId()
  handlerId!: string;

  @IsPlainDate()
  dueOn!: string;

  /** Filled by the import: as the ledger names them, whatever posts they hold. */
  provenance?: Provenance;
}

export class ReportTaskProgress extends ReportBody {}

export class AttachTaskEvidence extends EvidenceBody {}

export class CompleteTask extends DatedCommand {
  static readonly toldByUnit = true;

  @IsText(5000)
  statement!: string;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

/** Sent by the process that carries an accepted hand-over out: no client fills its fields. */
export class ChangeTaskHandler extends RectificationCommand {
  from!: Named;
  to!: Named;
  /** Id of the event by which the hand-over was accepted. */
  handover!: string;
}

export class CarryOverTask extends DatedCommand {
  @IsPlainDate()
  completedOn!: string;

  /** Filled by the import. */
  provenance!: Provenance;
}
