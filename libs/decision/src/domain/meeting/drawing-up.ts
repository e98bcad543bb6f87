import { alike, type Command, on, onFacts } from '#event-sourcing';
import { must, obey } from '../commands.js';
import { DrawUpRecord, IssueSummary, SignRecord } from './commands.js';
import { theSecretaryKeepsTheRecord } from './conduct-policies.js';
import { confirmedIn } from './signing.js';
import { decisionOn } from './outcome.js';
import type { MeetingEvent } from './events.js';
import type { MeetingFacts, RecordFacts } from './facts.js';
import { mustBeClosed } from './conduct.js';
import {
  aSignatureIsNeverDelegated,
  everybodyPresentHasSigned,
  hasSigned,
  onlyThoseWhoAttendedSign,
  type Recorded,
  signatoriesOf,
  whatIsSignedIsTheRecordInForce,
} from './signatories.js';
import type { Meeting } from './state.js';

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

export const mustBeDrawnUp = (command: Command, at: Meeting): Recorded => {
  const meeting = mustBeClosed(command, at);
  const { record, title } = meeting;
  must(record, 'record.not-drawn-up', { meeting: title });
  return { meeting, record };
};

export const signRecord = (command: SignRecord, at: Meeting): MeetingEvent[] => {
  const { sha256, actor } = command;
  const recorded = mustBeDrawnUp(command, at);
  obey([aSignatureIsNeverDelegated, onlyThoseWhoAttendedSign, whatIsSignedIsTheRecordInForce], command, recorded);
  const { meeting, record } = recorded;
  if (hasSigned(record, actor.personId)) return [];
  const present = signatoriesOf(meeting);
  const count = present.filter(({ id }) => id === actor.personId || hasSigned(record, id)).length;
  const { personId: id, name, post, unit } = actor;
  const signatory = { id, name, post, unit };
  const signatures = [...record.signatures, { ...signatory, sha256 }];
  const confirmed = confirmedIn(meeting, { signatures }).map((item) =>
    decisionOn(meeting, item, { id: command.id, ...item.hands }),
  );
  return [{ type: 'RecordSigned', data: { sha256, signatory, count, of: present.length } }, ...confirmed];
};

export const issueSummary = (command: IssueSummary, at: Meeting, facts: MeetingFacts): MeetingEvent[] => {
  const { documentNumber, text } = command;
  const recorded = mustBeDrawnUp(command, at);
  const { meeting, record } = recorded;
  obey([theSecretaryKeepsTheRecord], command, meeting, facts);
  const data = { documentNumber, recordSha256: record.sha256, text };
  if (alike(meeting.summary, data)) return [];
  must(!meeting.summary, 'record.summary-issued', { documentNumber: meeting.summary?.documentNumber });
  obey([everybodyPresentHasSigned], command, recorded);
  return [{ type: 'SummaryIssued', data }];
};

export const recordDecisions = [
  onFacts(DrawUpRecord, drawUpRecord, 'RecordDrawnUp'),
  on(SignRecord, signRecord, 'RecordSigned', 'ItemAdopted', 'ItemVotedDown'),
  onFacts(IssueSummary, issueSummary, 'SummaryIssued'),
];
