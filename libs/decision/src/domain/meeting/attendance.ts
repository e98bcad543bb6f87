import { alike, type Command, onFacts } from '#event-sourcing';
import {
  AreSome,
  type BodyFacts,
  type DecisionProblem,
  IsId,
  IsOneOf,
  IsOptional,
  IsText,
  MeetingCommand,
  type MeetingFacts,
  must,
  mustBeAt,
  mustHaveBody,
  obey,
  onlySecretaryOrChairConductsTheMeeting,
  type Policy,
  type Refusal,
  unless,
} from './conduct.js';
import type { Attendance, Attendee, MeetingEvent } from './events.js';
import {
  attendanceOf,
  type ConvenedMeeting,
  hasCast,
  type Item,
  type Meeting,
  type RollCall,
  type Vote,
} from './state.js';
import { isEntitled, mayPreside, presidingOver } from './voters.js';

export class AttendanceBody {
  @IsId() personId!: string;
  @IsOneOf(['present', 'sitting-in', 'absent', 'recused']) attendance!: Attendance;
  /** With absent and recused. */
  @IsOptional() @IsText(300) reason?: string;
}

export class RecordAttendance extends MeetingCommand {
  @AreSome(AttendanceBody, 1) entries!: AttendanceBody[];
}

export interface AttendanceFacts extends MeetingFacts {
  /** Those called, as the directory has them; absent where there is none. */
  readonly people: ReadonlyMap<string, Attendee>;
}

/** The item whose vote is open and not yet decided. */
const itemInVote = ({ items }: ConvenedMeeting): (Item & { readonly vote: Vote }) | undefined =>
  items.find((one): one is Item & { readonly vote: Vote } => one.vote !== undefined && one.outcome === undefined);

/** What changes in the attendance of a meeting. */
interface Changing {
  readonly meeting: ConvenedMeeting;
  readonly changes: readonly RollCall[];
}

/** Those who vote on an item are fixed when its vote is opened; whoever has not voted may still leave. */
const attendanceStandsWhileAVoteIsOpen: Policy<Command, Changing> = (_, { meeting, changes }) => {
  const item = itemInVote(meeting);
  if (!item) return undefined;
  const { vote, number } = item;
  const mayLeave = ({ person: { id }, attendance }: RollCall) =>
    attendance !== 'present' && vote.voters.some((one) => one.id === id) && !hasCast(vote, id);
  const stand = changes.filter((one) => isEntitled(meeting.opened!, one.person.id) && !mayLeave(one));
  return unless(stand.length === 0, 'meeting.attendance-during-vote', {
    number,
    persons: stand.map(({ person }) => person.name),
  });
};

/** Else a secretary could send away those who would vote no. */
const onlyWhoPresidesLetsAVoterLeave: Policy<Command, Changing> = ({ actor }, { meeting, changes }) => {
  const item = itemInVote(meeting);
  const leaving = changes.filter(({ person: { id } }) => item?.vote.voters.some((one) => one.id === id));
  if (!item || leaving.length === 0) return undefined;
  const presides = presidingOver({ ...meeting, opened: meeting.opened! }, item);
  return unless(presides?.id === actor.personId, 'meeting.leaving-during-vote', {
    number: item.number,
    persons: leaving.map(({ person }) => person.name),
    presides: presides?.name,
  });
};

const nobodyIsCalledTwice: Policy<Command, readonly RollCall[]> = (_, calls) => {
  const ids = calls.map(({ person }) => person.id);
  const twice = calls.filter(({ person }, i) => ids.indexOf(person.id) < i).map(({ person }) => person.name);
  return unless(twice.length === 0, 'meeting.attendance-twice', { persons: twice });
};

const absenceAndRecusalHaveAReason: Policy<Command, readonly RollCall[]> = (_, calls) => {
  const without = calls.filter(({ attendance, reason }) => !reason && ['absent', 'recused'].includes(attendance));
  return unless(without.length === 0, 'meeting.attendance-without-reason', {
    persons: without.map(({ person }) => person.name),
  });
};

/** The chair or else a vice-chair stays in the open meeting. */
const somebodyStaysToPreside: Policy<Command, Changing> = (_, { meeting, changes }) => {
  const { opened } = meeting;
  if (!opened) return undefined;
  const then = (id: string) => changes.find(({ person }) => person.id === id) ?? attendanceOf(meeting, id);
  const stays = mayPreside(opened).some(({ id }) => then(id)?.attendance === 'present');
  return unless(stays, 'meeting.presiding-leaves', {
    chair: opened.chair.name,
    viceChairs: mayPreside(opened)
      .slice(1)
      .map(({ name }) => name),
  });
};

/** A roll call and the members it is of. */
export interface Roll {
  readonly calls: readonly RollCall[];
  readonly entitled: BodyFacts['entitled'];
}

const misplaced = (
  { calls, entitled }: Roll,
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

export const onlyEntitledMembersArePresent: Policy<Command, Roll> = (_, called) =>
  misplaced(called, 'present', { code: 'meeting.present-not-entitled', wrong: false });

export const noEntitledMemberSitsIn: Policy<Command, Roll> = (_, called) =>
  misplaced(called, 'sitting-in', { code: 'meeting.sitting-in-entitled', wrong: true });

/** Entries of a roll call in the field of a command. */
interface Calling {
  readonly command: Command;
  readonly entries: readonly AttendanceBody[];
  readonly field: 'entries' | 'attendance';
}

interface Called extends Pick<AttendanceFacts, 'people'> {
  readonly meeting: ConvenedMeeting;
  readonly entitled: BodyFacts['entitled'];
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

export const attendanceDecisions = [onFacts(RecordAttendance, recordAttendance, 'AttendanceRecorded')];
