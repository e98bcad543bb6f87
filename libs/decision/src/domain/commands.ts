import 'reflect-metadata';
import { IsOptional } from 'class-validator';
import { Command } from '#event-sourcing';
import { IsText, IsTextOrEmpty } from '#shapes';

/** Decorated fields are the body; a field without decorator is filled by the server and refused in a body. */
export abstract class DecisionCommand extends Command {
  @IsOptional() @IsTextOrEmpty(2000) override reason?: string;
}

/** Must say why. */
export abstract class ReasonedCommand extends Command {
  @IsText(2000) override reason!: string;
}
