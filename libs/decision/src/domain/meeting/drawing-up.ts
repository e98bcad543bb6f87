import { alike, onFacts } from '#event-sourcing';
import { inStandardForm, IsDocumentNumber } from '#shapes';
import {
  IsOptional,
  IsText,
  MeetingCommand,
  type MeetingFacts,
  must,
  mustBeClosed,
  obey,
  type Policy,
  theSecretaryKeepsTheRecord,
  unless,
} from './conduct.js';
import type { MeetingEvent } from './events.js';
import { hasSigned, mustBeDrawnUp, type Recorded, type RecordFacts, signatoriesOf } from './signatories.js';
import type { Meeting } from './state.js';

export class DrawUpRecord extends MeetingCommand {
  @IsOptional() @IsText(5000) remarks?: string;
}

export class IssueSummary extends MeetingCommand {
  @IsDocumentNumber({ underAHead: true }) documentNumber!: string;
  @IsOptional() @IsText(5000) text?: string;
}

const everybodyPresentHasSigned: Policy<IssueSummary, Recorded> = (_, { meeting, record }) => {
  const present = signatoriesOf(meeting);
  const missing = present.filter(({ id }) => !hasSigned(record, id)).map(({ name }) => name);
  return unless(missing.length === 0, 'record.signatures-missing', {
    missing,
    signed: present.length - missing.length,
    of: present.length,
  });
};

export const drawUpRecord = (command: DrawUpRecord, at: Meeting, facts: RecordFacts): MeetingEvent[] => {
  const { remarks } = command;
  const { sha256 } = facts;
  const meeting = mustBeClosed(command, at);
  obey([theSecretaryKeepsTheRecord], command, meeting, facts);
  const { record, title } = meeting;
  // Taken of a meeting that was closed only meanwhile.
  must(sha256, 'meeting.not-closed', { meeting: title });
  if (record?.sha256 === sha256) return [];
  const { edition = 0, signatures = [] } = record ?? {};
  must(signatures.length === 0, 'record.signed-already', {
    edition,
    signatures: signatures.length,
    of: signatoriesOf(meeting).length,
  });
  return [{ type: 'RecordDrawnUp', data: { edition: edition + 1, sha256, remarks, form: 2 } }];
};

export const issueSummary = (command: IssueSummary, at: Meeting, facts: MeetingFacts): MeetingEvent[] => {
  const { text } = command;
  const documentNumber = inStandardForm(command.documentNumber);
  const recorded = mustBeDrawnUp(command, at);
  const { meeting, record } = recorded;
  obey([theSecretaryKeepsTheRecord], command, meeting, facts);
  const data = { documentNumber, recordSha256: record.sha256, text };
  if (alike(meeting.summary, data)) return [];
  must(!meeting.summary, 'record.summary-issued', { documentNumber: meeting.summary?.documentNumber });
  obey([everybodyPresentHasSigned], command, recorded);
  return [{ type: 'SummaryIssued', data }];
};

export const drawingUpDecisions = [
  onFacts(DrawUpRecord, drawUpRecord, 'RecordDrawnUp'),
  onFacts(IssueSummary, issueSummary, 'SummaryIssued'),
];
