import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsNumber,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Command } from '#event-sourcing';
import { IsFileName, IsName, IsNameOrEmpty, IsPlainDate, IsSha256, IsText, IsTextOrEmpty } from '#shapes';

/**
 * What a client may say with every command. Decorated fields are the body; a field without decorator is filled by the
 * server and refused in a body.
 */
export abstract class RectificationCommand extends Command {
  @IsOptional()
  @IsTextOrEmpty(2000)
  override reason?: string;
}

/**
 * Work that was done may be entered later than the day it was done on, with a reason, or from the paper that tells of it;
 * a decision is of the day it is recorded on.
 */
export abstract class DatedCommand extends RectificationCommand {
  static readonly lateSaidBy: readonly string[] = ['reason', 'provenance'];

  @IsOptional()
  @IsPlainDate()
  override effectiveOn?: string;
}

/** Of work that leaves its thing in the state it was in: it may also be entered behind what happened later. */
export abstract class UnorderedCommand extends DatedCommand {
  static readonly inAnyOrder = true;
}

/** Declares that a request which waits for its decision may end by the command. */
export const MayVoid = (): PropertyDecorator => (target, property) => {
  for (const decorate of [IsOptional(), IsBoolean()]) decorate(target, property);
};

/** A file that was uploaded before, by the hash of its bytes. */
export abstract class EvidenceBody extends UnorderedCommand {
  static readonly toldByUnit = true;

  @IsSha256()
  sha256!: string;

  @IsFileName()
  name!: string;

  @IsPlainDate()
  datedOn!: string;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

export class FigureBody {
  @IsName(100)
  name!: string;

  /** Beyond this range a number would be printed with an exponent. */
  @IsNumber({ allowInfinity: false, allowNaN: false })
  @Min(-1e15)
  @Max(1e15)
  value!: number;

  @IsNameOrEmpty(20)
  unit!: string;

  @IsPlainDate()
  on!: string;
}

/** What is told of the work, on an issue as on a task. */
export abstract class ReportBody extends UnorderedCommand {
  static readonly toldByUnit = true;

  @IsText(20_000)
  narrative!: string;

  @IsInt()
  @Min(0)
  @Max(100)
  percent!: number;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => FigureBody)
  figures: FigureBody[] = [];

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}
