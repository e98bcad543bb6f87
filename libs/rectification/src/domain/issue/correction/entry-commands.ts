import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsId, IsName, IsNameOrEmpty, IsOneOf, IsPlainDate } from '#shapes';
import type { Recorded } from '#event-sourcing';
import { CorrectingCommand, isOf } from '../../commands.js';
import type { AccountabilityKind } from '../events.js';

/** Names the entry by the id of the event that entered it. A reason must be given. */
abstract class EntryCommand extends CorrectingCommand {
  static override readonly puttingRight = (event: Recorded, { entry }: EntryCommand): boolean => isOf(event, entry);

  @IsId()
  entry!: string;
}

/** What is left out stays as it is. */
export class CorrectRegulation extends EntryCommand {
  @IsOptional()
  @IsOneOf(['made', 'revised'])
  kind?: 'made' | 'revised';

  @IsOptional()
  @IsName(300)
  title?: string;

  /** Empty: it has none. */
  @IsOptional()
  @IsNameOrEmpty(100)
  documentNumber?: string;

  @IsOptional()
  @IsPlainDate()
  date?: string;
}

export class WithdrawRegulation extends EntryCommand {}

/** What is left out stays as it is. */
export class CorrectAccountability extends EntryCommand {
  @IsOptional()
  @IsOneOf(['discipline', 'organisational', 'admonition', 'referral', 'criticism', 'self-criticism'])
  kind?: AccountabilityKind;

  /** People (人). */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000)
  number?: number;

  /** Needed for more than 1,000 people. */
  @IsOptional()
  @IsBoolean()
  confirmed?: boolean;
}

export class WithdrawAccountability extends EntryCommand {}

export class CorrectRecovery extends EntryCommand {
  /** Fen (分), not yuan: 100 is 1 yuan. */
  @IsInt()
  @Min(0)
  @Max(100_000_000_000_000)
  amount!: number;

  /** Needed for more than 100,000,000 fen (100万元). */
  @IsOptional()
  @IsBoolean()
  confirmed?: boolean;
}

export class WithdrawRecovery extends EntryCommand {}
