import { alike, dateOf, on, onFacts, type PlainDate } from '#event-sourcing';
import {
  type Posted,
  theHandlerIsOfTheUnitThatDoesTheWork,
  theResponsibleLeaderIsALeadingMember,
} from '../../assignment-posts.js';
import { must, obey } from '../../errors.js';
import {
  anUnusualAmountIsConfirmed,
  anUnusualNumberIsConfirmed,
  onAClosedIssueTheOfficeRecordsWithItsReason,
} from '../correction/policies.js';
import { regulationKey } from '../correction/same-regulation.js';
import type { IssueEvent, Named } from '../events.js';
import {
  mustBeAtWork,
  mustBeDelivered,
  mustNotBeClosed,
  type Issue,
  aUnitRecordsOnWhatWasGivenToAUnit,
  onlyThoseInvolvedWorkOnTheIssue,
} from '../state.js';
import { sparing } from '../voiding.js';
import {
  AssignIssue,
  AttachEvidence,
  CarryOverProgress,
  ClaimAsLeader,
  ClaimIssue,
  CorrectProgress,
  DeliverIssue,
  RecordAccountability,
  RecordRecovery,
  RegisterRegulation,
  ReportProgress,
} from './commands.js';
import { type UploadedFile, noEvidenceIsOfATimeToCome, noFigureIsOfATimeToCome } from '../../commands.js';
import {
  aReportCitesAttachedEvidence,
  aReportIsCorrectedByItsOwnUnit,
  assignmentPolicies,
  evidenceSpeaksForCriteriaOfTheIssue,
  onlyEvidenceInForceIsReplaced,
  onlyTheLeadUnitClaims,
  onlyTheResponsibleLeaderClaims,
} from './policies.js';

export const deliverIssue = (command: DeliverIssue, issue: Issue): IssueEvent[] => {
  const { roundId, number, area, heading, text, criteria, provenance, asDelivered } = command;
  const data = { roundId, number, area, heading, text, class: command.class, criteria, provenance, asDelivered };
  if (issue.standing.status === 'undelivered') return [{ type: 'IssueDelivered', data }];
  must(alike(issue.delivered, data), 'issue.already-delivered', { number: issue.delivered.number });
  return [];
};

/** Those named in the command, as the directory has them. */
export interface AssignmentFacts {
  readonly leader: Named;
  readonly leadUnit: Named;
  readonly supportingUnits: readonly Named[];
  readonly handler: Named;
  /** Of the round's findings; absent while the round is unknown. */
  readonly deliveredOn?: PlainDate;
  readonly leaderLeads?: boolean;
  readonly handlerPosts?: Posted;
}

export interface ClaimFacts {
  /** Whether the lead unit was dissolved since the assignment. */
  readonly dissolved: boolean;
}

export const assignIssue = (command: AssignIssue, issue: Issue, facts: AssignmentFacts): IssueEvent[] => {
  const { leader, leadUnit, supportingUnits, handler } = facts;
  const { dueOn } = command;
  const data = { leader, leadUnit, supportingUnits, handler, dueOn };
  mustNotBeClosed(command, issue);
  if (alike(issue.assignment, data)) return [];
  const twice = supportingUnits.some(({ id }) => id === leadUnit.id);
  must(!twice, 'issue.lead-unit-supports', { field: 'supportingUnitIds', unit: leadUnit.name });
  obey(assignmentPolicies, command, issue, facts);
  obey([theResponsibleLeaderIsALeadingMember, theHandlerIsOfTheUnitThatDoesTheWork], command, issue, facts);
  return [{ type: 'IssueAssigned', data }];
};

export const claimIssue = (command: ClaimIssue, issue: Issue, { dissolved }: ClaimFacts): IssueEvent[] => {
  const { leadUnit } = mustBeAtWork(command, issue);
  if (issue.claimedBy === leadUnit.id) return [];
  obey([onlyTheLeadUnitClaims], command, issue);
  must(!dissolved, 'assignment.unit-dissolved', { unit: leadUnit.name });
  return [{ type: 'IssueClaimed', data: { unit: leadUnit } }];
};

/** The unit's claim begins the work; the leader's stands beside it. */
export const claimAsLeader = (command: ClaimAsLeader, issue: Issue): IssueEvent[] => {
  const { leader } = mustBeAtWork(command, issue);
  if (issue.claimedByLeader === leader.id) return [];
  obey([onlyTheResponsibleLeaderClaims], command, issue);
  return [{ type: 'IssueClaimedByLeader', data: { leader } }];
};

/** The same words of the same person on another day are news: nothing has changed since. */
export const reportProgress = sparing((command: ReportProgress, issue: Issue): IssueEvent[] => {
  const { narrative, measures, percent, figures, evidence, actor, effectiveAt } = command;
  const data = { narrative, measures, percent, figures, evidence };
  mustBeAtWork(command, issue);
  obey([onlyThoseInvolvedWorkOnTheIssue, noFigureIsOfATimeToCome, aReportCitesAttachedEvidence], command, issue);
  const last = issue.progress.at(-1);
  const again = { ...last, ...data, personId: actor.personId, on: dateOf(effectiveAt) };
  if (last && alike(last, again)) return [];
  return [{ type: 'ProgressReported', data }];
});

export const correctProgress = sparing((command: CorrectProgress, issue: Issue): IssueEvent[] => {
  const { corrects, narrative, measures, percent, figures } = command;
  const words = { narrative, measures, percent, figures };
  mustBeAtWork(command, issue);
  obey([aReportIsCorrectedByItsOwnUnit, noFigureIsOfATimeToCome], command, issue);
  const report = issue.progress.find(({ id }) => id === corrects);
  if (report && alike({ ...report, ...words }, report)) return [];
  return [{ type: 'ProgressCorrected', data: { corrects, ...words } }];
});

/** A delivered report says what was done and never how far: the percent stays. */
export const carryOverProgress = (command: CarryOverProgress, issue: Issue): IssueEvent[] => {
  const { narrative, measures, provenance } = command;
  mustBeDelivered(command, issue);
  must(provenance, 'carry-over.without-provenance', { field: 'provenance' });
  const percent = issue.progress.at(-1)?.percent ?? 0;
  const data = { narrative, measures, percent, figures: [], evidence: [], provenance };
  if (issue.progress.some((one) => alike({ ...one, ...data, percent: one.percent }, one))) return [];
  const { status } = issue.standing;
  const open = status === 'delivered' || status === 'assigned' || status === 'rectifying';
  must(open, 'issue.not-open-for-carry-over', { status });
  return [{ type: 'ProgressReported', data }];
};

export const attachEvidence = sparing((command: AttachEvidence, issue: Issue, file: UploadedFile): IssueEvent[] => {
  const { sha256, name, datedOn, criteria, replaces } = command;
  const { mediaType, size } = file;
  const data = { sha256, name, mediaType, size, datedOn, criteria, replaces };
  mustBeAtWork(command, issue);
  obey([onlyThoseInvolvedWorkOnTheIssue], command, issue);
  if (issue.evidence.some((one) => alike(one, data))) return [];
  obey([noEvidenceIsOfATimeToCome, evidenceSpeaksForCriteriaOfTheIssue, onlyEvidenceInForceIsReplaced], command, issue);
  return [{ type: 'EvidenceAttached', data }];
});

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

/** Numbers add up, so only a further zero is nothing new. */
export const recordAccountability = sparing((command: RecordAccountability, issue: Issue): IssueEvent[] => {
  const { kind, number } = command;
  mustBeDelivered(command, issue);
  obey([aUnitRecordsOnWhatWasGivenToAUnit, onAClosedIssueTheOfficeRecordsWithItsReason], command, issue);
  obey([anUnusualNumberIsConfirmed], command, issue);
  if (number === 0 && issue.accountability.some((one) => one.kind === kind)) return [];
  return [{ type: 'AccountabilityRecorded', data: { kind, number } }];
});

export const recordRecovery = sparing((command: RecordRecovery, issue: Issue): IssueEvent[] => {
  const { amount } = command;
  mustBeDelivered(command, issue);
  obey([aUnitRecordsOnWhatWasGivenToAUnit, onAClosedIssueTheOfficeRecordsWithItsReason], command, issue);
  obey([anUnusualAmountIsConfirmed], command, issue);
  return amount === 0 && issue.recoveries.length > 0 ? [] : [{ type: 'MoneyRecovered', data: { amount } }];
});

export const workDecisions = [
  on(DeliverIssue, deliverIssue, 'IssueDelivered'),
  onFacts(AssignIssue, assignIssue, 'IssueAssigned'),
  onFacts(ClaimIssue, claimIssue, 'IssueClaimed'),
  on(ClaimAsLeader, claimAsLeader, 'IssueClaimedByLeader'),
  on(ReportProgress, reportProgress, 'ProgressReported', 'RequestVoided'),
  on(CorrectProgress, correctProgress, 'ProgressCorrected', 'RequestVoided'),
  on(CarryOverProgress, carryOverProgress, 'ProgressReported'),
  onFacts(AttachEvidence, attachEvidence, 'EvidenceAttached', 'RequestVoided'),
  on(RegisterRegulation, registerRegulation, 'RegulationMade', 'RegulationRevised', 'RequestVoided'),
  on(RecordAccountability, recordAccountability, 'AccountabilityRecorded', 'RequestVoided'),
  on(RecordRecovery, recordRecovery, 'MoneyRecovered', 'RequestVoided'),
];
