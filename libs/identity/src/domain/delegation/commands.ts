import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, IsUUID, Matches } from 'class-validator';
import { Command } from '#event-sourcing';
import { IsPlainDate, IsText } from '#shapes';

/** The stream's id is derived from the two persons: between two there is one delegation at a time. */
export class DelegateWork extends Command {
  @IsUUID('loose') to!: string;
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(/^[A-Za-z]{1,60}$/, { each: true })
  acts!: string[];
  /** Today when left out. */
  @IsOptional() @IsPlainDate() from?: string;
  /** The last day. */
  @IsPlainDate() until!: string;
  @IsText(2000) override reason!: string;
}

export class EndDelegation extends Command {
  @IsOptional() @IsText(2000) override reason?: string;
}
