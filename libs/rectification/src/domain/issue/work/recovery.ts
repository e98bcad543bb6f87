import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { type Command, on } from '#event-sourcing';
import { changeOf, obey, type Policy } from '../../commands.js';
import {
  EntryCommand,
  entryOf,
  mayCorrect,
  mayWithdraw,
  onAClosedIssueTheOfficeRecordsWithItsReason,
  ResultCommand,
} from '../correction/entries.js';
import type { IssueEvent } from '../events.js';
import { aUnitRecordsOnWhatWasGivenToAUnit, type Issue, mustBeDelivered } from '../state.js';
import { sparing } from '../voiding.js';

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

/** Fen (分): 100万元 in one entry is more likely yuan typed for fen, or a zero too many. */
const USUAL_RECOVERY = 100_000_000;

type Entered = Command & { readonly amount: number; readonly confirmed?: boolean };

const anUnusualAmountIsConfirmed: Policy<Entered, unknown> = ({ amount, confirmed }) =>
  amount > USUAL_RECOVERY && !confirmed
    ? { code: 'recovery.needs-confirmation', details: { field: 'amount', amount, yuan: amount / 100 } }
    : undefined;

export const recordRecovery = sparing((command: RecordRecovery, issue: Issue): IssueEvent[] => {
  const { amount } = command;
  mustBeDelivered(command, issue);
  obey([aUnitRecordsOnWhatWasGivenToAUnit, onAClosedIssueTheOfficeRecordsWithItsReason], command, issue);
  obey([anUnusualAmountIsConfirmed], command, issue);
  return amount === 0 && issue.recoveries.length > 0 ? [] : [{ type: 'MoneyRecovered', data: { amount } }];
});

export const correctRecovery = (command: CorrectRecovery, issue: Issue): IssueEvent[] => {
  const { entry, amount } = command;
  const before = entryOf(command, issue, 'recoveries');
  const change = changeOf({ amount: before.amount }, { amount });
  if (!change) return [];
  obey([...mayCorrect, anUnusualAmountIsConfirmed], command, issue);
  return [{ type: 'RecoveryCorrected', data: { corrects: entry, ...change } }];
};

export const withdrawRecovery = (command: WithdrawRecovery, issue: Issue): IssueEvent[] =>
  mayWithdraw(command, issue, 'recoveries') ? [{ type: 'RecoveryWithdrawn', data: { corrects: command.entry } }] : [];

export const recoveryDecisions = [
  on(RecordRecovery, recordRecovery, 'MoneyRecovered', 'RequestVoided'),
  on(CorrectRecovery, correctRecovery, 'RecoveryCorrected'),
  on(WithdrawRecovery, withdrawRecovery, 'RecoveryWithdrawn'),
];
