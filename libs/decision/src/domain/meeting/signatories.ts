import type { Named } from '../body/events.js';
import { type Policy, unless } from '../commands.js';
import type { IssueSummary, SignRecord } from './commands.js';
import { attendanceOf, type MinutesRecord } from './state.js';
import { type OpenMeetingState, presentMembers } from './voters.js';

/** The record in force of a closed meeting. */
export interface Recorded {
  readonly meeting: OpenMeetingState;
  readonly record: MinutesRecord;
}

/** Members who sign: all who were in the meeting, however long. */
export const signatoriesOf = (meeting: OpenMeetingState): readonly Named[] => {
  const { record, rollCall = [], movements, opened } = meeting;
  if (record && !record.form) return presentMembers(meeting, opened);
  const there = new Set(
    [...rollCall, ...movements].filter(({ attendance }) => attendance === 'present').map(({ person }) => person.id),
  );
  return opened.entitled.map(({ person }) => person).filter(({ id }) => there.has(id));
};

/** Who attended for a while, or keeps the record. */
export const maySign = (meeting: OpenMeetingState, personId: string): boolean => {
  const { rollCall = [], movements, opened } = meeting;
  const attended = [...rollCall, ...movements].some(
    ({ person, attendance }) => person.id === personId && (attendance === 'present' || attendance === 'sitting-in'),
  );
  return attended || opened.secretary.id === personId;
};

export const hasSigned = ({ signatures }: MinutesRecord, personId: string): boolean =>
  signatures.some(({ id }) => id === personId);

/** All who sign have signed. */
export const isComplete = ({ meeting, record }: Recorded): boolean =>
  signatoriesOf(meeting).every(({ id }) => hasSigned(record, id));

export const aSignatureIsNeverDelegated: Policy<SignRecord, Recorded> = ({ actor, onBehalfOf }) =>
  unless(onBehalfOf === undefined, 'record.delegated', { person: actor.name, onBehalfOf });

export const onlyThoseWhoAttendedSign: Policy<SignRecord, Recorded> = ({ actor }, { meeting }) => {
  return unless(maySign(meeting, actor.personId), 'record.not-attending', {
    person: actor.name,
    attendance: attendanceOf(meeting, actor.personId)?.attendance,
  });
};

export const whatIsSignedIsTheRecordInForce: Policy<SignRecord, Recorded> = ({ sha256 }, { record }) =>
  unless(sha256 === record.sha256, 'record.other-hash', {
    signed: sha256,
    inForce: record.sha256,
    edition: record.edition,
  });

export const everybodyPresentHasSigned: Policy<IssueSummary, Recorded> = (_, { meeting, record }) => {
  const present = signatoriesOf(meeting);
  const missing = present.filter(({ id }) => !hasSigned(record, id)).map(({ name }) => name);
  return unless(missing.length === 0, 'record.signatures-missing', {
    missing,
    signed: present.length - missing.length,
    of: present.length,
  });
};
