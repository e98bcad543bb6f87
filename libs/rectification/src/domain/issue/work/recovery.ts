import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { type Command, on, onFacts } from '#event-sourcing';
import { changeOf, obey, type Policy } from '../../commands.js';
import {
  EntryCommand,
  entryOf,
  mayCorrect,
  mayWithdraw,
  onAClosedIssueTheOfficeRecordsWithItsReason,
  ResultCommand,
  type ResultFacts,
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

  /** Needed where the entry, or the sum of the round with it, is more than 100,000,000 fen (100万元). */
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

  /** Needed where the entry, or the sum of the round with it, is more than 100,000,000 fen (100万元). */
  @IsOptional()
  @IsBoolean()
  confirmed?: boolean;
}

export class WithdrawRecovery extends EntryCommand {}

/** Fen (分): 100万元 in one entry or a round is more likely yuan typed for fen, or a zero too many. */
const USUAL_RECOVERY = 100_000_000;

type Entered = Command & { readonly amount: number; readonly confirmed?: boolean };

interface Sum {
  /** Of the round, or of the issue where that is more, before the entry. */
  readonly so: number;
  /** The amount that the entry said before. */
  readonly instead?: number;
}

const sumBefore = ({ recoveries }: Issue, { inRound }: ResultFacts): number =>
  Math.max(
    recoveries.reduce((sum, { amount }) => sum + amount, 0),
    inRound?.recovered ?? 0,
  );

const anUnusualAmountIsConfirmed: Policy<Entered, unknown, Sum> = ({ amount, confirmed }, _, { so, instead = 0 }) => {
  const sum = so - instead + amount;
  const unusual = amount > USUAL_RECOVERY || (amount > instead && sum > USUAL_RECOVERY);
  return unusual && !confirmed
    ? { code: 'recovery.needs-confirmation', details: { field: 'amount', amount, yuan: amount / 100, sum } }
    : undefined;
};

export const recordRecovery = sparing((command: RecordRecovery, issue: Issue, facts: ResultFacts): IssueEvent[] => {
  const { amount } = command;
  mustBeDelivered(command, issue);
  obey([aUnitRecordsOnWhatWasGivenToAUnit, onAClosedIssueTheOfficeRecordsWithItsReason], command, issue);
  obey([anUnusualAmountIsConfirmed], command, issue, { so: sumBefore(issue, facts) });
  return amount === 0 && issue.recoveries.length > 0 ? [] : [{ type: 'MoneyRecovered', data: { amount } }];
});

export const correctRecovery = (command: CorrectRecovery, issue: Issue, facts: ResultFacts): IssueEvent[] => {
  const { entry, amount } = command;
  const before = entryOf(command, issue, 'recoveries');
  const change = changeOf({ amount: before.amount }, { amount });
  if (!change) return [];
  obey(mayCorrect, command, issue);
  obey([anUnusualAmountIsConfirmed], command, issue, { so: sumBefore(issue, facts), instead: before.amount });
  return [{ type: 'RecoveryCorrected', data: { corrects: entry, ...change } }];
};

export const withdrawRecovery = (command: WithdrawRecovery, issue: Issue): IssueEvent[] =>
  mayWithdraw(command, issue, 'recoveries') ? [{ type: 'RecoveryWithdrawn', data: { corrects: command.entry } }] : [];

export const recoveryDecisions = [
  onFacts(RecordRecovery, recordRecovery, 'MoneyRecovered', 'RequestVoided'),
  onFacts(CorrectRecovery, correctRecovery, 'RecoveryCorrected'),
  on(WithdrawRecovery, withdrawRecovery, 'RecoveryWithdrawn'),
];
