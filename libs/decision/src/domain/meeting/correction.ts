import { onFacts } from '#event-sourcing';
import {
  IsInt,
  IsOptional,
  IsText,
  Min,
  must,
  obey,
  type Policy,
  ReasonedCommand,
  type Refusal,
  theSecretaryKeepsTheRecord,
  unless,
} from './conduct.js';
import type { Correction, MeetingEvent, RecordCorrected } from './events.js';
import { isComplete, maySign, mustBeDrawnUp, type Recorded, type RecordFacts } from './signatories.js';
import type { Meeting } from './state.js';

/** 更正: of a record that somebody has signed. Once all have, it takes secretary and chair. */
export class CorrectRecord extends ReasonedCommand {
  static readonly underAuthority = true;

  /** What is wrong in the record, and what it should say. */
  @IsText(5000) correction!: string;
  /** Of the item that it is about. */
  @IsOptional() @IsInt() @Min(1) number?: number;
}

type OnComplete = Policy<CorrectRecord, Recorded, RecordFacts>;

const secretariesOf = ({ meeting: { opened } }: Recorded, { body }: RecordFacts): readonly (string | undefined)[] => [
  opened.secretary.id,
  body?.secretary.id,
];

const byTwo = (allowed: boolean, person: string, { meeting: { opened }, record }: Recorded): Refusal | undefined =>
  unless(allowed, 'record.corrected-by-two', {
    person,
    chair: opened.chair.name,
    secretary: opened.secretary.name,
    proposedBy: record.proposal?.by.name,
  });

/** Also where chair and secretary are one: then whoever attended confirms what that one proposed. */
const chairOrSecretaryProposesACorrection: OnComplete = ({ actor }, recorded, facts) => {
  const { chair } = recorded.meeting.opened;
  const secretaries = secretariesOf(recorded, facts);
  const isOne = secretaries.includes(chair.id) && recorded.record.proposal !== undefined;
  const allowed =
    [chair.id, ...secretaries].includes(actor.personId) || (isOne && maySign(recorded.meeting, actor.personId));
  return byTwo(allowed, actor.name, recorded);
};

const proposerAndConfirmerAreChairAndSecretary: OnComplete = ({ actor }, recorded, facts) => {
  const two = [recorded.record.proposal?.by.id, actor.personId];
  const secretaries = secretariesOf(recorded, facts);
  const areBoth = two.includes(recorded.meeting.opened.chair.id) && two.some((id) => secretaries.includes(id));
  return byTwo(areBoth, actor.name, recorded);
};

const correctionIn = ({ correction: text, number }: CorrectRecord): Correction => ({ text, number });

const isProposed = ({ record: { proposal } }: Recorded, { text, number }: Correction): boolean =>
  proposal?.text === text && proposal.number === number;

export const corrected = (command: CorrectRecord, { record }: Recorded, sha256: string): RecordCorrected['data'] => ({
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
