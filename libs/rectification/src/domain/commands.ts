import 'reflect-metadata';
import { IsNumber, IsOptional, Max, Min } from 'class-validator';
import { Command } from '#event-sourcing';
import { IsFileName, IsName, IsNameOrEmpty, IsPlainDate, IsSha256, IsTextOrEmpty } from '#shapes';

/**
 * What a client may say with every command. Decorated fields are the body; a field without decorator is filled by the
 * server and refused in a body.
 */
export abstract class RectificationCommand extends Command {
  @IsOptional()
  @IsPlainDate()
  override effectiveOn?: string;

  @IsOptional()
  @IsTextOrEmpty(2000)
  override reason?: string;
}

/** A file that was uploaded before, by the hash of its bytes. */
export abstract class EvidenceBody extends RectificationCommand {
  @IsSha256()
  sha256!: string;

  @IsFileName()
  name!: string;

  @IsPlainDate()
  datedOn!: string;
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
