import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { type Command, on, onFacts } from '#event-sourcing';
import { IsOneOf } from '#shapes';
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

  /** Needed where the entry, or what the round has of the kind with it, is more than 1,000 people. */
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

  /** Needed where the entry, or what the round has of the kind with it, is more than 1,000 people. */
  @IsOptional()
  @IsBoolean()
  confirmed?: boolean;
}

export class WithdrawAccountability extends EntryCommand {}

/** People in one entry, and of one kind in a round. */
const USUAL_NUMBER = 1_000;

type Counted = Pick<Issue['accountability'][number], 'kind' | 'number'>;

interface Counting {
  readonly entry: Counted;
  /** What the entry said before. */
  readonly instead?: Counted;
  /** Of the kind in the round, or on the issue where that is more, before the entry. */
  readonly so: number;
}

const numberBefore = (kind: AccountabilityKind, { accountability }: Issue, { inRound }: ResultFacts): number =>
  Math.max(
    accountability.reduce((sum, one) => (one.kind === kind ? sum + one.number : sum), 0),
    inRound?.accountability[kind] ?? 0,
  );

const anUnusualNumberIsConfirmed: Policy<Command & { readonly confirmed?: boolean }, unknown, Counting> = (
  { confirmed },
  _,
  { entry: { kind, number }, instead, so },
) => {
  const left = instead?.kind === kind ? instead.number : 0;
  const sum = so - left + number;
  const unusual = number > USUAL_NUMBER || (number > left && sum > USUAL_NUMBER);
  return unusual && !confirmed
    ? { code: 'accountability.needs-confirmation', details: { field: 'number', number, sum, usual: USUAL_NUMBER } }
    : undefined;
};

/** Numbers add up, so only a further zero is nothing new. */
export const recordAccountability = sparing(
  (command: RecordAccountability, issue: Issue, facts: ResultFacts): IssueEvent[] => {
    const { kind, number } = command;
    const entry = { kind, number };
    mustBeDelivered(command, issue);
    obey([aUnitRecordsOnWhatWasGivenToAUnit, onAClosedIssueTheOfficeRecordsWithItsReason], command, issue);
    obey([anUnusualNumberIsConfirmed], command, issue, { entry, so: numberBefore(kind, issue, facts) });
    if (number === 0 && issue.accountability.some((one) => one.kind === kind)) return [];
    return [{ type: 'AccountabilityRecorded', data: entry }];
  },
);

export const correctAccountability = (
  command: CorrectAccountability,
  issue: Issue,
  facts: ResultFacts,
): IssueEvent[] => {
  const { entry, kind, number } = command;
  const before = entryOf(command, issue, 'accountability');
  const change = changeOf({ kind: before.kind, number: before.number }, { kind, number });
  if (!change) return [];
  obey(mayCorrect, command, issue);
  const now = { kind: kind ?? before.kind, number: number ?? before.number };
  const so = numberBefore(now.kind, issue, facts);
  obey([anUnusualNumberIsConfirmed], command, issue, { entry: now, instead: before, so });
  return [{ type: 'AccountabilityCorrected', data: { corrects: entry, ...change } }];
};

export const withdrawAccountability = (command: WithdrawAccountability, issue: Issue): IssueEvent[] =>
  mayWithdraw(command, issue, 'accountability')
    ? [{ type: 'AccountabilityWithdrawn', data: { corrects: command.entry } }]
    : [];

export const accountabilityDecisions = [
  onFacts(RecordAccountability, recordAccountability, 'AccountabilityRecorded', 'RequestVoided'),
  onFacts(CorrectAccountability, correctAccountability, 'AccountabilityCorrected'),
  on(WithdrawAccountability, withdrawAccountability, 'AccountabilityWithdrawn'),
];
