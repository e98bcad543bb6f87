import { on } from '#event-sourcing';
import { LEAST_DECIDING, yesNeeded } from '../rules/arithmetic.js';
import { Matches, MeetingCommand, obey, type OpenMeetingState, type Policy, unless } from './conduct.js';
import type { MeetingEvent } from './events.js';
import { decisionOn } from './outcome.js';
import { hasSigned, maySign, mustBeDrawnUp, type Recorded, signatoriesOf } from './signatories.js';
import { attendanceOf, type Hands, type Item, type Meeting, type MinutesRecord } from './state.js';
import { attendingOf, rulesOf } from './voters.js';

export class SignRecord extends MeetingCommand {
  @Matches(/^[0-9a-f]{64}$/, { message: '$property 须为会议记录的 SHA-256 / must be the SHA-256 of the record' })
  sha256!: string;
}

const aSignatureIsNeverDelegated: Policy<SignRecord, Recorded> = ({ actor, onBehalfOf }) =>
  unless(onBehalfOf === undefined, 'record.delegated', { person: actor.name, onBehalfOf });

const onlyThoseWhoAttendedSign: Policy<SignRecord, Recorded> = ({ actor }, { meeting }) => {
  return unless(maySign(meeting, actor.personId), 'record.not-attending', {
    person: actor.name,
    attendance: attendanceOf(meeting, actor.personId)?.attendance,
  });
};

const whatIsSignedIsTheRecordInForce: Policy<SignRecord, Recorded> = ({ sha256 }, { record }) =>
  unless(sha256 === record.sha256, 'record.other-hash', {
    signed: sha256,
    inForce: record.sha256,
    edition: record.edition,
  });

/**
 * Whether a show of hands that was entered is borne out by signatures: by so many yes votes as are needed, or by so many
 * others that the rest cannot reach them. Whoever was entered as standing aside and has not signed counts as if they had
 * not, so that nobody is taken out of the count by who keeps the record.
 */
const isConfirmed = (
  meeting: OpenMeetingState,
  { item, hands }: { readonly item: Item; readonly hands: Hands },
  { signatures }: Pick<MinutesRecord, 'signatures'>,
): boolean => {
  const hasSigned = (id: string) => signatures.some((one) => one.id === id);
  const doubtful = hands.recusals.filter(({ person, cause }) => cause === 'recorded' && !hasSigned(person.id)).length;
  const told = { putOnAt: item.putOnAt, recusals: [...item.recusals, ...hands.recusals] };
  const { entitled, present, recused } = attendingOf(meeting, told, hands.voters);
  const attending = { entitled, present: present + doubtful, recused: recused - doubtful };
  const needed = Math.max(LEAST_DECIDING, yesNeeded(rulesOf(meeting), attending).needed);
  const signed = hands.result.votes!.filter(({ person }) => hasSigned(person.id));
  const yes = signed.filter(({ choice }) => choice === 'yes').length;
  if (hands.adopted) return yes >= needed;
  const others = signed.length - yes;
  return signed.length * 2 > hands.voters.length && hands.voters.length + doubtful - others < needed;
};

type Told = Item & { readonly hands: Hands };

/** Items voted on by show of hands that the record confirms and nothing has decided yet. */
const confirmedIn = (meeting: OpenMeetingState, record: Pick<MinutesRecord, 'signatures'>): readonly Told[] =>
  meeting.items
    .filter((item): item is Told => item.hands !== undefined && item.outcome === undefined)
    .filter((item) => isConfirmed({ ...meeting, attendance: item.attendance! }, { item, hands: item.hands }, record));

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

export const signingDecisions = [on(SignRecord, signRecord, 'RecordSigned', 'ItemAdopted', 'ItemVotedDown')];
