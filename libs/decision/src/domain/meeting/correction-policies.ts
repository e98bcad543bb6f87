import { type Policy, type Refusal, unless } from '../commands.js';
import type { CorrectRecord } from './commands.js';
import type { RecordFacts } from './facts.js';
import { maySign, type Recorded } from './signatories.js';

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
export const chairOrSecretaryProposesACorrection: OnComplete = ({ actor }, recorded, facts) => {
  const { chair } = recorded.meeting.opened;
  const secretaries = secretariesOf(recorded, facts);
  const isOne = secretaries.includes(chair.id) && recorded.record.proposal !== undefined;
  const allowed =
    [chair.id, ...secretaries].includes(actor.personId) || (isOne && maySign(recorded.meeting, actor.personId));
  return byTwo(allowed, actor.name, recorded);
};

export const proposerAndConfirmerAreChairAndSecretary: OnComplete = ({ actor }, recorded, facts) => {
  const two = [recorded.record.proposal?.by.id, actor.personId];
  const secretaries = secretariesOf(recorded, facts);
  const areBoth = two.includes(recorded.meeting.opened.chair.id) && two.some((id) => secretaries.includes(id));
  return byTwo(areBoth, actor.name, recorded);
};
