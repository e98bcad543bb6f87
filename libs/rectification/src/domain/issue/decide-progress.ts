import { alike, dateOf } from '#event-sourcing';
import { must, obey } from '../errors.js';
import type {
  AttachEvidence,
  CorrectProgress,
  RecordAccountability,
  RecordRecovery,
  RegisterRegulation,
  ReportProgress,
} from './commands.js';
import type { IssueEvent } from './events.js';
import type { UploadedFile } from './evidence-facts.js';
import {
  aReportCitesAttachedEvidence,
  aReportIsCorrectedByItsOwnUnit,
  aUnitRecordsOnWhatWasGivenToAUnit,
  evidenceSpeaksForCriteriaOfTheIssue,
  noEvidenceIsOfATimeToCome,
  noFigureIsOfATimeToCome,
  onlyEvidenceInForceIsReplaced,
  onlyThoseInvolvedWorkOnTheIssue,
} from './policies.js';
import { mustBeAtWork, mustBeDelivered } from './preconditions.js';
import type { Issue } from './state.js';

/** The same words of the same person on another day are news: nothing has changed since. */
export const reportProgress = (command: ReportProgress, issue: Issue): IssueEvent[] => {
  const { narrative, measures, percent, figures, evidence, actor, effectiveAt } = command;
  const data = { narrative, measures, percent, figures, evidence };
  mustBeAtWork(command, issue);
  obey([onlyThoseInvolvedWorkOnTheIssue, noFigureIsOfATimeToCome, aReportCitesAttachedEvidence], command, issue);
  const last = issue.progress.at(-1);
  const again = { ...last, ...data, personId: actor.personId, on: dateOf(effectiveAt) };
  if (last && alike(last, again)) return [];
  return [{ type: 'ProgressReported', data }];
};

export const correctProgress = (command: CorrectProgress, issue: Issue): IssueEvent[] => {
  const { corrects, narrative, measures, percent, figures } = command;
  const words = { narrative, measures, percent, figures };
  mustBeAtWork(command, issue);
  obey([aReportIsCorrectedByItsOwnUnit, noFigureIsOfATimeToCome], command, issue);
  const report = issue.progress.find(({ id }) => id === corrects);
  if (report && alike({ ...report, ...words }, report)) return [];
  return [{ type: 'ProgressCorrected', data: { corrects, ...words } }];
};

export const attachEvidence = (command: AttachEvidence, issue: Issue, file: UploadedFile): IssueEvent[] => {
  const { sha256, name, datedOn, criteria, replaces } = command;
  const { mediaType, size } = file;
  const data = { sha256, name, mediaType, size, datedOn, criteria, replaces };
  mustBeAtWork(command, issue);
  obey([onlyThoseInvolvedWorkOnTheIssue], command, issue);
  if (issue.evidence.some((one) => alike(one, data))) return [];
  obey([noEvidenceIsOfATimeToCome, evidenceSpeaksForCriteriaOfTheIssue, onlyEvidenceInForceIsReplaced], command, issue);
  return [{ type: 'EvidenceAttached', data }];
};

/** Also after closure: rules are often issued when the matter itself is settled. */
export const registerRegulation = (command: RegisterRegulation, issue: Issue): IssueEvent[] => {
  const { kind, title, documentNumber, date } = command;
  mustBeDelivered(command, issue);
  obey([aUnitRecordsOnWhatWasGivenToAUnit], command, issue);
  const known = issue.regulations.some(
    (one) => one.kind === kind && one.title === title && one.documentNumber === documentNumber,
  );
  if (known) return [];
  const today = dateOf(command.issuedAt);
  must(date === undefined || date <= today, 'regulation.ahead-of-now', { field: 'date', date, today });
  return [{ type: kind === 'made' ? 'RegulationMade' : 'RegulationRevised', data: { title, documentNumber, date } }];
};

/** Numbers add up, so only a further zero is nothing new. */
export const recordAccountability = (command: RecordAccountability, issue: Issue): IssueEvent[] => {
  const { kind, number } = command;
  mustBeDelivered(command, issue);
  obey([aUnitRecordsOnWhatWasGivenToAUnit], command, issue);
  if (number === 0 && issue.accountability.some((one) => one.kind === kind)) return [];
  return [{ type: 'AccountabilityRecorded', data: { kind, number } }];
};

export const recordRecovery = (command: RecordRecovery, issue: Issue): IssueEvent[] => {
  const { amount } = command;
  mustBeDelivered(command, issue);
  obey([aUnitRecordsOnWhatWasGivenToAUnit], command, issue);
  return amount === 0 && issue.recoveries.length > 0 ? [] : [{ type: 'MoneyRecovered', data: { amount } }];
};
