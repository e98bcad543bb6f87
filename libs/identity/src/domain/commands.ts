import { IsOptional } from 'class-validator';
import { Command } from '#event-sourcing';
import { IsPlainDate, IsText } from '#shapes';

/** May be entered late, and may say why. */
export abstract class LateCommand extends Command {
  @IsOptional() @IsPlainDate() override effectiveOn?: string;
  @IsOptional() @IsText(2000) override reason?: string;
}

/** Corrects what was entered: from now on, and it must say why. */
export abstract class ReasonedCommand extends Command {
  @IsText(2000) override reason!: string;
}

/** May be entered late, and must say why. */
export abstract class ReasonedLateCommand extends Command {
  @IsOptional() @IsPlainDate() override effectiveOn?: string;
  @IsText(2000) override reason!: string;
}
