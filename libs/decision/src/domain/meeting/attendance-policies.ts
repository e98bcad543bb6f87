import { dateOf } from '#event-sourcing';
import { type DecisionProblem, type Policy, type Refusal, unless } from '../errors.js';
import { quorumNeeded } from '../rules/arithmetic.js';
import type { OpenMeeting, RecordAttendance } from './commands.js';
import type { AttendanceFacts, BodyFacts, MeetingFacts } from './facts.js';
import type { Attendance } from './events.js';
import { mustMeet } from './preconditions.js';
import { type ConvenedMeeting, type RollCall, voteHasBegun } from './state.js';
import { isEntitled, presentMembers } from './voters.js';

export const attendanceStandsOnceAVoteWasOpened: Policy<RecordAttendance, ConvenedMeeting> = (_, meeting) =>
  unless(!voteHasBegun(meeting), 'meeting.attendance-after-vote', {
    votes: meeting.items.filter(({ vote }) => vote).map(({ number }) => number),
  });

export const nobodyIsCalledTwice: Policy<RecordAttendance, ConvenedMeeting, AttendanceFacts> = (
  { entries },
  _,
  { people },
) => {
  const ids = entries.map(({ personId }) => personId);
  const twice = ids.filter((id, i) => ids.indexOf(id) < i).map((id) => people.get(id)?.name ?? id);
  return unless(twice.length === 0, 'meeting.attendance-twice', { field: 'entries', persons: twice });
};

export const absenceAndRecusalHaveAReason: Policy<RecordAttendance, ConvenedMeeting, AttendanceFacts> = (
  { entries },
  _,
  { people },
) => {
  const without = entries.filter(
    ({ attendance, reason }) => (attendance === 'absent' || attendance === 'recused') && !reason,
  );
  return unless(without.length === 0, 'meeting.attendance-without-reason', {
    field: 'entries',
    persons: without.map(({ personId }) => people.get(personId)?.name ?? personId),
  });
};

export const whoPresidesStays: Policy<RecordAttendance, ConvenedMeeting> = ({ entries }, { opened }) => {
  const leaves = entries.find(({ personId, attendance }) => personId === opened?.chair.id && attendance !== 'present');
  return (
    leaves && { code: 'meeting.presiding-leaves', details: { person: opened?.chair.name, asked: leaves.attendance } }
  );
};

/** A roll call and the members it is of. */
export interface Called {
  readonly calls: readonly RollCall[];
  readonly entitled: BodyFacts['entitled'];
}

const misplaced = (
  { calls, entitled }: Called,
  as: Attendance,
  { code, wrong }: { readonly code: DecisionProblem; readonly wrong: boolean },
): Refusal | undefined => {
  const found = calls.filter(
    ({ person, attendance }) => attendance === as && isEntitled({ entitled }, person.id) === wrong,
  );
  return unless(found.length === 0, code, {
    persons: found.map(({ person }) => person.name),
    entitled: entitled.length,
  });
};

export const onlyEntitledMembersArePresent: Policy<RecordAttendance | OpenMeeting, Called> = (_, called) =>
  misplaced(called, 'present', { code: 'meeting.present-not-entitled', wrong: false });

export const noEntitledMemberSitsIn: Policy<RecordAttendance | OpenMeeting, Called> = (_, called) =>
  misplaced(called, 'sitting-in', { code: 'meeting.sitting-in-entitled', wrong: true });

export const everyEntitledMemberIsCalled: Policy<OpenMeeting, Called> = (_, { calls, entitled }) => {
  const called = new Set(calls.map(({ person }) => person.id));
  const missing = entitled.filter(({ person }) => !called.has(person.id)).map(({ person }) => person.name);
  return unless(missing.length === 0, 'meeting.roll-call-incomplete', {
    missing,
    entitled: entitled.length,
    recorded: entitled.length - missing.length,
  });
};

export const aMeetingIsNotOpenedAheadOfItsDay: Policy<OpenMeeting, ConvenedMeeting> = ({ issuedAt }, { heldOn }) =>
  unless(heldOn <= dateOf(issuedAt), 'meeting.ahead-of-day', { heldOn, today: dateOf(issuedAt) });

export const thereIsSomethingOnTheAgenda: Policy<OpenMeeting, ConvenedMeeting> = (_, { items, title }) =>
  unless(items.length > 0, 'meeting.agenda-empty', { meeting: title, items: 0 });

/** Asked again: the competence may have changed since the item was put on the agenda. */
export const theBodyIsStillCompetentForEachItem: Policy<OpenMeeting, ConvenedMeeting, MeetingFacts> = (
  _,
  { items },
  { body },
) => {
  const beyond = items.filter(({ matter }) => !body!.competence.includes(matter));
  return unless(beyond.length === 0, 'body.not-competent', {
    body: body!.name,
    items: beyond.map(({ number, matter }) => ({ number, matter })),
    competence: body!.competence,
  });
};

export const enoughMembersArePresent: Policy<OpenMeeting, ConvenedMeeting, MeetingFacts> = (_, meeting, { body }) => {
  const rules = mustMeet(body!.ruleSet);
  const entitled = body!.entitled.length;
  const present = presentMembers(meeting, body!).length;
  const { needed } = quorumNeeded(rules, undefined, { entitled, present, recused: 0 });
  const { source } = rules.quorum;
  return unless(present >= needed, 'meeting.no-quorum', { entitled, present, needed, source });
};
