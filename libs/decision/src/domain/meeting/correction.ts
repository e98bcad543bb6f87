import { onFacts } from '#event-sourcing';
import { must, obey } from '../commands.js';
import { CorrectRecord } from './commands.js';
import { theSecretaryKeepsTheRecord } from './conduct-policies.js';
import {
  chairOrSecretaryProposesACorrection,
  proposerAndConfirmerAreChairAndSecretary,
} from './correction-policies.js';
import { mustBeDrawnUp } from './drawing-up.js';
import type { Correction, MeetingEvent, RecordCorrected } from './events.js';
import type { RecordFacts } from './facts.js';
import { isComplete, type Recorded } from './signatories.js';
import type { Meeting } from './state.js';

const correctionIn = ({ correction: text, number }: CorrectRecord): Correction => ({ text, number });

const isProposed = ({ record: { proposal } }: Recorded, { text, number }: Correction): boolean =>
  proposal?.text === text && proposal.number === number;

const corrected = (command: CorrectRecord, { record }: Recorded, sha256: string): RecordCorrected['data'] => ({
  ...correctionIn(command),
  edition: record.edition + 1,
  sha256,
  supersedes: record.sha256,
  voided: record.signatures.map(({ id, name }) => ({ id, name })),
});

const mustBeOfAnItem = ({ number }: CorrectRecord, { meeting: { items } }: Recorded): void => {
  const numbers = items.map((item) => item.number);
  must(number === undefined || numbers.includes(number), 'item.not-on-agenda', { number, agenda: numbers });
};

/** Of a complete record: what one proposes another confirms with the same content. */
const correctComplete = (command: CorrectRecord, recorded: Recorded, facts: RecordFacts): MeetingEvent[] => {
  const { actor } = command;
  const { record } = recorded;
  const correction = correctionIn(command);
  obey([chairOrSecretaryProposesACorrection], command, recorded, facts);
  if (!isProposed(recorded, correction)) {
    const by = { id: actor.personId, name: actor.name };
    return [{ type: 'RecordCorrectionProposed', data: { ...correction, edition: record.edition, by } }];
  }
  const { by: proposedBy } = record.proposal!;
  if (proposedBy.id === actor.personId) return [];
  obey([proposerAndConfirmerAreChairAndSecretary], command, recorded, facts);
  return [{ type: 'RecordCorrected', data: { ...corrected(command, recorded, facts.sha256), proposedBy } }];
};

export const correctRecord = (command: CorrectRecord, at: Meeting, facts: RecordFacts): MeetingEvent[] => {
  const recorded = mustBeDrawnUp(command, at);
  const { meeting, record } = recorded;
  must(record.signatures.length > 0, 'record.not-signed', { meeting: meeting.title, edition: record.edition });
  mustBeOfAnItem(command, recorded);
  if (isComplete(recorded)) return correctComplete(command, recorded, facts);
  obey([theSecretaryKeepsTheRecord], command, meeting, facts);
  return [{ type: 'RecordCorrected', data: corrected(command, recorded, facts.sha256) }];
};

export const correctionDecisions = [
  onFacts(CorrectRecord, correctRecord, 'RecordCorrected', 'RecordCorrectionProposed'),
];
