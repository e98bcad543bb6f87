import { alike, type Command } from '#event-sourcing';
import type { Membership } from '../body/events.js';
import { must, obey } from '../commands.js';
import {
  absenceAndRecusalHaveAReason,
  attendanceStandsWhileAVoteIsOpen,
  nobodyIsCalledTwice,
  noEntitledMemberSitsIn,
  onlyEntitledMembersArePresent,
  onlyWhoPresidesLetsAVoterLeave,
  somebodyStaysToPreside,
} from './attendance-policies.js';
import type { AttendanceBody } from './commands.js';
import type { AttendanceFacts } from './facts.js';
import { attendanceOf, type ConvenedMeeting, type RollCall } from './state.js';

/** Entries of a roll call in the field of a command. */
export interface Calling {
  readonly command: Command;
  readonly entries: readonly AttendanceBody[];
  readonly field: 'entries' | 'attendance';
}

interface Called extends Pick<AttendanceFacts, 'people'> {
  readonly meeting: ConvenedMeeting;
  readonly entitled: readonly Membership[];
}

const callsOf = ({ entries, field }: Calling, { people }: Called): readonly RollCall[] =>
  entries.map(({ personId, attendance, reason }, i) => {
    const person = people.get(personId);
    must(person, 'person.unknown', { field: `${field}[${i}].personId`, id: personId });
    return { person, attendance, reason };
  });

/** What the entries change in the attendance. */
export const changesOf = (calling: Calling, called: Called): readonly RollCall[] => {
  const { command } = calling;
  const { meeting, entitled } = called;
  const calls = callsOf(calling, called);
  const changes = calls.filter((one) => !alike(attendanceOf(meeting, one.person.id), one));
  if (changes.length === 0) return [];
  obey([nobodyIsCalledTwice, absenceAndRecusalHaveAReason], command, calls);
  const changing = { meeting, changes };
  obey([attendanceStandsWhileAVoteIsOpen, onlyWhoPresidesLetsAVoterLeave, somebodyStaysToPreside], command, changing);
  obey([onlyEntitledMembersArePresent, noEntitledMemberSitsIn], command, { calls, entitled });
  return changes;
};
