import { type Policy, unless } from '../errors.js';
import type { IssueSummary, SignRecord } from './commands.js';
import { attendanceOf, type MinutesRecord } from './state.js';
import { type OpenMeetingState, presentMembers } from './voters.js';

/** The record in force of a closed meeting. */
export interface Recorded {
  readonly meeting: OpenMeetingState;
  readonly record: MinutesRecord;
}

export const hasSigned = ({ signatures }: MinutesRecord, personId: string): boolean =>
  signatures.some(({ id }) => id === personId);

export const aSignatureIsNeverDelegated: Policy<SignRecord, Recorded> = ({ actor, onBehalfOf }) =>
  unless(onBehalfOf === undefined, 'record.delegated', { person: actor.name, onBehalfOf });

export const onlyThoseWhoAttendedSign: Policy<SignRecord, Recorded> = ({ actor }, { meeting }) => {
  const attendance = attendanceOf(meeting, actor.personId)?.attendance;
  return unless(attendance === 'present' || attendance === 'sitting-in', 'record.not-attending', {
    person: actor.name,
    attendance,
  });
};

export const whatIsSignedIsTheRecordInForce: Policy<SignRecord, Recorded> = ({ sha256 }, { record }) =>
  unless(sha256 === record.sha256, 'record.other-hash', {
    signed: sha256,
    inForce: record.sha256,
    edition: record.edition,
  });

export const everybodyPresentHasSigned: Policy<IssueSummary, Recorded> = (_, { meeting, record }) => {
  const present = presentMembers(meeting, meeting.opened);
  const missing = present.filter(({ id }) => !hasSigned(record, id)).map(({ name }) => name);
  return unless(missing.length === 0, 'record.signatures-missing', {
    missing,
    signed: present.length - missing.length,
    of: present.length,
  });
};
