import { IsUUID } from 'class-validator';
import { Command } from '#event-sourcing';
import { IsText } from '#shapes';

/** Two registrations of one person: from now on they count as the one that stays. */
export class MergePersons extends Command {
  static readonly underAuthority = true;

  /** Stays, with the account if there is one. */
  @IsUUID('loose') survivorId!: string;
  @IsUUID('loose') absorbedId!: string;
  @IsText(2000) override reason!: string;
}

/** They were two people after all. */
export class UndoMerger extends Command {
  static readonly underAuthority = true;

  @IsUUID('loose') absorbedId!: string;
  @IsText(2000) override reason!: string;
}

/** A second person says the same of what was proposed. */
export class ConfirmMerger extends Command {
  static readonly underAuthority = true;

  @IsUUID('loose') absorbedId!: string;
  @IsText(2000) override reason!: string;
}
