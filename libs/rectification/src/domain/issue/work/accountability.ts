import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { type Command, on } from '#event-sourcing';
import { IsOneOf } from '#shapes';
import { changeOf, obey, type Policy } from '../../commands.js';
import {
  EntryCommand,
  entryOf,
  mayCorrect,
  mayWithdraw,
  onAClosedIssueTheOfficeRecordsWithItsReason,
  ResultCommand,
} from '../correction/entries.js';
import type { AccountabilityKind, IssueEvent } from '../events.js';
import { aUnitRecordsOnWhatWasGivenToAUnit, type Issue, mustBeDelivered } from '../state.js';
import { sparing } from '../voiding.js';

/** A number adds to what was recorded before; zero says expressly that there was none. */
export class RecordAccountability extends ResultCommand {
  @IsOneOf(['discipline', 'organisational', 'admonition', 'referral', 'criticism', 'self-criticism'])
  kind!: AccountabilityKind;

  /** People (人). */
  @IsInt()
  @Min(0)
  @Max(100_000)
  number!: number;

  /** Needed for more than 1,000 people. */
  @IsOptional()
  @IsBoolean()
  confirmed?: boolean;
}

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

/** People in one entry. */
const USUAL_NUMBER = 1_000;

type Entered = Command & { readonly number?: number; readonly confirmed?: boolean };

const anUnusualNumberIsConfirmed: Policy<Entered, unknown> = ({ number = 0, confirmed }) =>
  number > USUAL_NUMBER && !confirmed
    ? { code: 'accountability.needs-confirmation', details: { field: 'number', number, usual: USUAL_NUMBER } }
    : undefined;

/** Numbers add up, so only a further zero is nothing new. */
export const recordAccountability = sparing((command: RecordAccountability, issue: Issue): IssueEvent[] => {
  const { kind, number } = command;
  mustBeDelivered(command, issue);
  obey([aUnitRecordsOnWhatWasGivenToAUnit, onAClosedIssueTheOfficeRecordsWithItsReason], command, issue);
  obey([anUnusualNumberIsConfirmed], command, issue);
  if (number === 0 && issue.accountability.some((one) => one.kind === kind)) return [];
  return [{ type: 'AccountabilityRecorded', data: { kind, number } }];
});

export const correctAccountability = (command: CorrectAccountability, issue: Issue): IssueEvent[] => {
  const { entry, kind, number } = command;
  const before = entryOf(command, issue, 'accountability');
  const change = changeOf({ kind: before.kind, number: before.number }, { kind, number });
  if (!change) return [];
  obey([...mayCorrect, anUnusualNumberIsConfirmed], command, issue);
  return [{ type: 'AccountabilityCorrected', data: { corrects: entry, ...change } }];
};

export const withdrawAccountability = (command: WithdrawAccountability, issue: Issue): IssueEvent[] =>
  mayWithdraw(command, issue, 'accountability')
    ? [{ type: 'AccountabilityWithdrawn', data: { corrects: command.entry } }]
    : [];

export const accountabilityDecisions = [
  on(RecordAccountability, recordAccountability, 'AccountabilityRecorded', 'RequestVoided'),
  on(CorrectAccountability, correctAccountability, 'AccountabilityCorrected'),
  on(WithdrawAccountability, withdrawAccountability, 'AccountabilityWithdrawn'),
];
