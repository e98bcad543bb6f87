import { IsOptional } from 'class-validator';
import { dateOf, on } from '#event-sourcing';
import { IsName, IsNameOrEmpty, IsOneOf, IsPlainDate } from '#shapes';
import { changeOf, must, obey } from '../../commands.js';
import { EntryCommand, entryOf, mayCorrect, mayWithdraw, ResultCommand } from '../correction/entries.js';
import { regulationKey } from '../correction/same-regulation.js';
import type { IssueEvent, RegulationFields } from '../events.js';
import { aUnitRecordsOnWhatWasGivenToAUnit, type Issue, mustBeDelivered } from '../state.js';
import { sparing } from '../voiding.js';

export class RegisterRegulation extends ResultCommand {
  @IsOneOf(['made', 'revised'])
  kind!: 'made' | 'revised';

  @IsName(300)
  title!: string;

  @IsOptional()
  @IsNameOrEmpty(100)
  documentNumber?: string;

  /** Of issue; left out when it is not known. */
  @IsOptional()
  @IsPlainDate()
  date?: string;
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

/** Also after closure: rules are often issued when the matter itself is settled. */
export const registerRegulation = sparing((command: RegisterRegulation, issue: Issue): IssueEvent[] => {
  const { kind, title, documentNumber, date } = command;
  mustBeDelivered(command, issue);
  obey([aUnitRecordsOnWhatWasGivenToAUnit], command, issue);
  const key = regulationKey(command);
  if (issue.regulations.some((one) => regulationKey(one) === key)) return [];
  const today = dateOf(command.issuedAt);
  must(date === undefined || date <= today, 'regulation.ahead-of-now', { field: 'date', date, today });
  return [{ type: kind === 'made' ? 'RegulationMade' : 'RegulationRevised', data: { title, documentNumber, date } }];
});

const fieldsOf = ({ kind, title, documentNumber = '', date }: Issue['regulations'][number]): RegulationFields => ({
  kind,
  title,
  documentNumber,
  date: date ?? null,
});

export const correctRegulation = (command: CorrectRegulation, issue: Issue): IssueEvent[] => {
  const { entry, kind, title, documentNumber, date } = command;
  const before = fieldsOf(entryOf(command, issue, 'regulations'));
  const change = changeOf(before, { kind, title, documentNumber, date });
  if (!change) return [];
  obey(mayCorrect, command, issue);
  const today = dateOf(command.issuedAt);
  must((date ?? today) <= today, 'regulation.ahead-of-now', { field: 'date', date, today });
  const key = regulationKey({ ...before, ...change.to });
  const same = issue.regulations.find((one) => one.id !== entry && regulationKey(one) === key);
  must(!same, 'regulation.registered-already', { entry: same?.id, title: same?.title });
  return [{ type: 'RegulationCorrected', data: { corrects: entry, ...change } }];
};

export const withdrawRegulation = (command: WithdrawRegulation, issue: Issue): IssueEvent[] =>
  mayWithdraw(command, issue, 'regulations')
    ? [{ type: 'RegulationWithdrawn', data: { corrects: command.entry } }]
    : [];

export const regulationDecisions = [
  on(RegisterRegulation, registerRegulation, 'RegulationMade', 'RegulationRevised', 'RequestVoided'),
  on(CorrectRegulation, correctRegulation, 'RegulationCorrected'),
  on(WithdrawRegulation, withdrawRegulation, 'RegulationWithdrawn'),
];
