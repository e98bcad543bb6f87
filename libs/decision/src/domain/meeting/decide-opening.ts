import { alike, onFacts } from '#event-sourcing';
import { must, obey } from '../errors.js';
import type { Named } from '../body/events.js';
import { quorumNeeded } from '../rules/arithmetic.js';
import {
  absenceAndRecusalHaveAReason,
  aMeetingIsNotOpenedAheadOfItsDay,
  attendanceStandsWhileAVoteIsOpen,
  enoughMembersArePresent,
  everyEntitledMemberIsCalled,
  nobodyIsCalledTwice,
  noEntitledMemberSitsIn,
  onlyEntitledMembersArePresent,
  onlyWhoPresidesLetsAVoterLeave,
  somebodyStaysToPreside,
  theBodyIsStillCompetentForEachItem,
  thereIsSomethingOnTheAgenda,
} from './attendance-policies.js';
import { OpenMeeting, RecordAttendance } from './commands.js';
import { onlySecretaryOrChairConductsTheMeeting } from './conduct-policies.js';
import type { MeetingEvent } from './events.js';
import type { AttendanceFacts, BodyFacts, MeetingFacts } from './facts.js';
import { mustBeAt, mustHaveBody, mustMeet } from './preconditions.js';
import { attendanceOf, type ConvenedMeeting, type Meeting, type RollCall } from './state.js';
import { isPresent, presentMembers } from './voters.js';

const calls = ({ entries }: RecordAttendance, { people }: AttendanceFacts): readonly RollCall[] =>
  entries.map(({ personId, attendance, reason }, i) => {
    const person = people.get(personId);
    must(person, 'person.unknown', { field: `entries[${i}].personId`, id: personId });
    return { person, attendance, reason };
  });

export const recordAttendance = (
  command: RecordAttendance,
  meeting: Meeting,
  facts: AttendanceFacts,
): MeetingEvent[] => {
  const at = mustBeAt(command, meeting, 'convened', 'open');
  const { entitled } = at.opened ?? mustHaveBody(facts);
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  const entries = calls(command, facts);
  const changed = entries.filter((one) => !alike(attendanceOf(at, one.person.id), one));
  if (changed.length === 0) return [];
  obey([nobodyIsCalledTwice, absenceAndRecusalHaveAReason], command, at, facts);
  obey([attendanceStandsWhileAVoteIsOpen, onlyWhoPresidesLetsAVoterLeave, somebodyStaysToPreside], command, {
    meeting: at,
    changes: changed,
  });
  obey([onlyEntitledMembersArePresent, noEntitledMemberSitsIn], command, { calls: entries, entitled });
  return changed.map((data) => ({ type: 'AttendanceRecorded', data }));
};

/** The chair, or else a vice-chair: of those who are present. */
const whoPresides = (meeting: ConvenedMeeting, { chair, entitled }: BodyFacts): Named => {
  const vice = entitled.filter(({ position }) => position === 'vice-chair').map(({ person }) => person);
  const presides = [...(chair ? [chair] : []), ...vice].find(({ id }) => isPresent(meeting, id));
  must(presides, 'meeting.nobody-presides', { chair: chair?.name, viceChairs: vice.map(({ name }) => name) });
  return presides;
};

export const openMeeting = (command: OpenMeeting, meeting: Meeting, facts: MeetingFacts): MeetingEvent[] => {
  if (meeting?.stage === 'open') return [];
  const at = mustBeAt(command, meeting, 'convened');
  const body = mustHaveBody(facts);
  const { ruleSet, entitled, secretary } = body;
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  obey(
    [aMeetingIsNotOpenedAheadOfItsDay, thereIsSomethingOnTheAgenda, theBodyIsStillCompetentForEachItem],
    command,
    at,
    facts,
  );
  const called = { calls: at.attendance, entitled };
  obey([everyEntitledMemberIsCalled, onlyEntitledMembersArePresent, noEntitledMemberSitsIn], command, called);
  obey([enoughMembersArePresent], command, at, facts);
  const present = presentMembers(at, body).length;
  const quorum = quorumNeeded(mustMeet(ruleSet), undefined, { entitled: entitled.length, present, recused: 0 }).needed;
  const chair = whoPresides(at, body);
  return [{ type: 'MeetingOpened', data: { ruleSet, entitled, chair, secretary, present, quorum } }];
};

export const openingDecisions = [
  onFacts(RecordAttendance, recordAttendance, 'AttendanceRecorded'),
  onFacts(OpenMeeting, openMeeting, 'MeetingOpened'),
];
