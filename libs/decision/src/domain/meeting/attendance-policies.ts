import { type Command, dateOf } from '#event-sourcing';
import type { DecisionProblem } from '../problems.js';
import { type Policy, type Refusal, unless } from '../commands.js';
import { quorumNeeded } from '../rules/arithmetic.js';
import type { OpenMeeting } from './commands.js';
import type { BodyFacts, MeetingFacts } from './facts.js';
import type { Attendance } from './events.js';
import { mustMeet } from './conduct.js';
import { attendanceOf, type ConvenedMeeting, hasCast, type Item, type RollCall, type Vote } from './state.js';
import { isEntitled, mayPreside, presentMembers, presidingOver } from './voters.js';

/** What changes in the attendance of a meeting. */
export interface Changing {
  readonly meeting: ConvenedMeeting;
  readonly changes: readonly RollCall[];
}

/** The item whose vote is open and not yet decided. */
const itemInVote = ({ items }: ConvenedMeeting): (Item & { readonly vote: Vote }) | undefined =>
  items.find((one): one is Item & { readonly vote: Vote } => one.vote !== undefined && one.outcome === undefined);

/** Those who vote on an item are fixed when its vote is opened; whoever has not voted may still leave. */
export const attendanceStandsWhileAVoteIsOpen: Policy<Command, Changing> = (_, { meeting, changes }) => {
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
export const onlyWhoPresidesLetsAVoterLeave: Policy<Command, Changing> = ({ actor }, { meeting, changes }) => {
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

export const nobodyIsCalledTwice: Policy<Command, readonly RollCall[]> = (_, calls) => {
  const ids = calls.map(({ person }) => person.id);
  const twice = calls.filter(({ person }, i) => ids.indexOf(person.id) < i).map(({ person }) => person.name);
  return unless(twice.length === 0, 'meeting.attendance-twice', { persons: twice });
};

export const absenceAndRecusalHaveAReason: Policy<Command, readonly RollCall[]> = (_, calls) => {
  const without = calls.filter(({ attendance, reason }) => !reason && ['absent', 'recused'].includes(attendance));
  return unless(without.length === 0, 'meeting.attendance-without-reason', {
    persons: without.map(({ person }) => person.name),
  });
};

/** The chair or else a vice-chair stays in the open meeting. */
export const somebodyStaysToPreside: Policy<Command, Changing> = (_, { meeting, changes }) => {
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

export const onlyEntitledMembersArePresent: Policy<Command, Called> = (_, called) =>
  misplaced(called, 'present', { code: 'meeting.present-not-entitled', wrong: false });

export const noEntitledMemberSitsIn: Policy<Command, Called> = (_, called) =>
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

/** Else a record would say one day and its votes be of another. */
export const aMeetingIsOpenedOnItsDay: Policy<OpenMeeting, ConvenedMeeting> = ({ effectiveAt }, { heldOn, entered }) =>
  unless(entered !== undefined || heldOn >= dateOf(effectiveAt), 'meeting.day-passed', {
    heldOn,
    today: dateOf(effectiveAt),
  });

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
