import { ArrayMaxSize, ArrayUnique, IsArray, IsInt, IsOptional, Min } from 'class-validator';
import { alike, onFacts } from '#event-sourcing';
import { IsSha256 } from '#shapes';
import { EvidenceBody, noEvidenceIsOfATimeToCome, type UploadedFile, obey, type Policy } from '../../commands.js';
import type { IssueEvent } from '../events.js';
import { type Issue, mustBeAtWork, onlyThoseInvolvedWorkOnTheIssue } from '../state.js';
import { sparing } from '../voiding.js';

export class AttachEvidence extends EvidenceBody {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  criteria: number[] = [];

  /** SHA-256 of the earlier evidence of this issue whose place it takes. */
  @IsOptional()
  @IsSha256()
  replaces?: string;
}

const evidenceSpeaksForCriteriaOfTheIssue: Policy<AttachEvidence, Issue> = ({ criteria }, { delivered }) => {
  const unknown = criteria.filter((number) => number < 1 || number > delivered.criteria.length);
  return unknown.length > 0
    ? { code: 'criterion.unknown', details: { field: 'criteria', unknown, criteria: delivered.criteria.length } }
    : undefined;
};

const onlyEvidenceInForceIsReplaced: Policy<AttachEvidence, Issue> = ({ replaces, sha256 }, { evidence }) => {
  if (replaces === undefined) return undefined;
  const inForce = replaces !== sha256 && evidence.some((one) => one.sha256 === replaces);
  return inForce ? undefined : { code: 'evidence.unknown', details: { field: 'replaces', unknown: [replaces] } };
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

export const evidenceDecisions = [onFacts(AttachEvidence, attachEvidence, 'EvidenceAttached', 'RequestVoided')];
