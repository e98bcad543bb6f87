import { onFacts } from '#event-sourcing';
import { must, obey } from '../commands.js';
import type { Named } from '../body/events.js';
import { quorumNeeded } from '../rules/arithmetic.js';
import { changesOf } from './attendance.js';
import {
  aMeetingIsNotOpenedAheadOfItsDay,
  aMeetingIsOpenedOnItsDay,
  enoughMembersArePresent,
  everyEntitledMemberIsCalled,
  noEntitledMemberSitsIn,
  onlyEntitledMembersArePresent,
  theBodyIsStillCompetentForEachItem,
  thereIsSomethingOnTheAgenda,
} from './attendance-policies.js';
import { OpenMeeting, RecordAttendance } from './commands.js';
import { onlySecretaryOrChairConductsTheMeeting } from './conduct-policies.js';
import type { MeetingEvent } from './events.js';
import type { AttendanceFacts, BodyFacts, MeetingFacts } from './facts.js';
import { mustBeAt, mustHaveBody, mustMeet } from './conduct.js';
import type { ConvenedMeeting, Meeting } from './state.js';
import { isPresent, presentMembers } from './voters.js';

export const recordAttendance = (
  command: RecordAttendance,
  meeting: Meeting,
  facts: AttendanceFacts,
): MeetingEvent[] => {
  const at = mustBeAt(command, meeting, 'convened', 'open');
  const { entitled } = at.opened ?? mustHaveBody(facts);
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  const { entries } = command;
  const calling = { command, entries, field: 'entries' } as const;
  const changed = changesOf(calling, { meeting: at, entitled, people: facts.people });
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
    [
      aMeetingIsNotOpenedAheadOfItsDay,
      aMeetingIsOpenedOnItsDay,
      thereIsSomethingOnTheAgenda,
      theBodyIsStillCompetentForEachItem,
    ],
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
