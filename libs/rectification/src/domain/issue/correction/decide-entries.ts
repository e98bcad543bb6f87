import { dateOf, on, type Command } from '#event-sourcing';
import { changeOf } from '../../commands.js';
import { must, obey } from '../../errors.js';
import type { IssueEvent, RegulationFields } from '../events.js';
import { mustBeDelivered, type Issue, type RegisteredRegulation, aUnitRecordsOnWhatWasGivenToAUnit } from '../state.js';
import {
  CorrectAccountability,
  CorrectRecovery,
  CorrectRegulation,
  WithdrawAccountability,
  WithdrawRecovery,
  WithdrawRegulation,
} from './entry-commands.js';
import { anUnusualAmountIsConfirmed, anUnusualNumberIsConfirmed, correctionPolicies } from './policies.js';
import { regulationKey } from './same-regulation.js';

type OnEntry = Command & { readonly entry: string };
type Entries = 'regulations' | 'accountability' | 'recoveries';

const mayCorrect = [aUnitRecordsOnWhatWasGivenToAUnit, ...correctionPolicies];

const isWithdrawn = ({ entry }: OnEntry, { withdrawn }: Issue, among: Entries): boolean =>
  withdrawn.some(({ id, entries }) => id === entry && entries === among);

/** The entry as it stands after all corrections. */
const entryOf = <Of extends Entries>(command: OnEntry, issue: Issue, among: Of): Issue[Of][number] => {
  const { entry } = command;
  mustBeDelivered(command, issue);
  must(!isWithdrawn(command, issue, among), 'entry.withdrawn', { field: 'entry', entry });
  const found = issue[among].find(({ id }) => id === entry);
  must(found, 'entry.unknown', { field: 'entry', entry });
  return found;
};

const mayWithdraw = (command: OnEntry, issue: Issue, among: Entries): boolean => {
  if (isWithdrawn(command, issue, among)) return false;
  entryOf(command, issue, among);
  obey(mayCorrect, command, issue);
  return true;
};

const fieldsOf = ({ kind, title, documentNumber = '', date }: RegisteredRegulation): RegulationFields => ({
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

export const entryDecisions = [
  on(CorrectRegulation, correctRegulation, 'RegulationCorrected'),
  on(WithdrawRegulation, withdrawRegulation, 'RegulationWithdrawn'),
  on(CorrectAccountability, correctAccountability, 'AccountabilityCorrected'),
  on(WithdrawAccountability, withdrawAccountability, 'AccountabilityWithdrawn'),
  on(CorrectRecovery, correctRecovery, 'RecoveryCorrected'),
  on(WithdrawRecovery, withdrawRecovery, 'RecoveryWithdrawn'),
];
