import 'reflect-metadata';
import { IsNumber, IsOptional, Max, Min } from 'class-validator';
import { Command } from '#event-sourcing';
import { IsName, IsNameOrEmpty, IsPlainDate, IsTextOrEmpty } from '#shapes';

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
