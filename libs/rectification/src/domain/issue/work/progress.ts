import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional } from 'class-validator';
import { alike, dateOf, on, type Recorded, standingOf } from '#event-sourcing';
import { AreTexts, IsId, IsSha256, IsText } from '#shapes';
import { DatedCommand, isOf, noFigureIsOfATimeToCome, ReportBody, must, obey, type Policy } from '../../commands.js';
import type { IssueEvent, Provenance } from '../events.js';
import { type Issue, mustBeAtWork, mustBeDelivered, onlyThoseInvolvedWorkOnTheIssue } from '../state.js';
import { sparing } from '../voiding.js';

abstract class ProgressBody extends ReportBody {
  @IsOptional()
  @AreTexts(50, 2000)
  measures: string[] = [];
}

export class ReportProgress extends ProgressBody {
  /** SHA-256 of evidence attached to the issue before. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsSha256({ each: true })
  evidence: string[] = [];
}

export class CorrectProgress extends ProgressBody {
  static readonly puttingRight = (event: Recorded, { corrects }: CorrectProgress): boolean => isOf(event, corrects);

  /** Event id of the report. */
  @IsId()
  corrects!: string;
}

/** What a delivered report tells of the rectification. */
export class CarryOverProgress extends DatedCommand {
  @IsText(100_000)
  narrative!: string;

  @AreTexts(50, 2000)
  measures!: string[];

  /** Filled by the import. */
  provenance!: Provenance;
}

const aReportIsCorrectedByItsOwnUnit: Policy<CorrectProgress, Issue> = (command, { progress }) => {
  const { actor, corrects } = command;
  const { personId, unitId, unit } = standingOf(command);
  const report = progress.find(({ id }) => id === corrects);
  if (!report) return { code: 'progress.unknown', details: { field: 'corrects', corrects } };
  const reporters = [report.personId, report.onBehalfOf];
  const own = reporters.includes(personId) || reporters.includes(actor.personId);
  const ofItsUnit = report.unitId !== undefined && report.unitId === unitId;
  return own || ofItsUnit ? undefined : { code: 'issue.other-units-report', details: { unit: unit ?? null } };
};

const aReportCitesAttachedEvidence: Policy<ReportProgress, Issue> = (command, { evidence }) => {
  const unknown = command.evidence.filter((cited) => evidence.every(({ sha256 }) => sha256 !== cited));
  return unknown.length > 0 ? { code: 'evidence.unknown', details: { field: 'evidence', unknown } } : undefined;
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

export const progressDecisions = [
  on(ReportProgress, reportProgress, 'ProgressReported', 'RequestVoided'),
  on(CorrectProgress, correctProgress, 'ProgressCorrected', 'RequestVoided'),
  on(CarryOverProgress, carryOverProgress, 'ProgressReported'),
];
