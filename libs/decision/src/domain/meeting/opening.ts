import { dateOf, onFacts } from '#event-sourcing';
import { quorumNeeded } from '../rules/arithmetic.js';
import { noEntitledMemberSitsIn, onlyEntitledMembersArePresent, type Roll } from './attendance.js';
import {
  type BodyFacts,
  MeetingCommand,
  type MeetingFacts,
  must,
  mustBeAt,
  mustHaveBody,
  mustMeet,
  obey,
  onlySecretaryOrChairConductsTheMeeting,
  type Policy,
  unless,
} from './conduct.js';
import type { MeetingEvent, Named } from './events.js';
import type { ConvenedMeeting, Meeting } from './state.js';
import { isPresent, presentMembers } from './voters.js';

export class OpenMeeting extends MeetingCommand {}

const everyEntitledMemberIsCalled: Policy<OpenMeeting, Roll> = (_, { calls, entitled }) => {
  const called = new Set(calls.map(({ person }) => person.id));
  const missing = entitled.filter(({ person }) => !called.has(person.id)).map(({ person }) => person.name);
  return unless(missing.length === 0, 'meeting.roll-call-incomplete', {
    missing,
    entitled: entitled.length,
    recorded: entitled.length - missing.length,
  });
};

const aMeetingIsNotOpenedAheadOfItsDay: Policy<OpenMeeting, ConvenedMeeting> = ({ issuedAt }, { heldOn }) =>
  unless(heldOn <= dateOf(issuedAt), 'meeting.ahead-of-day', { heldOn, today: dateOf(issuedAt) });

/** Else a record would say one day and its votes be of another. */
const aMeetingIsOpenedOnItsDay: Policy<OpenMeeting, ConvenedMeeting> = ({ effectiveAt }, { heldOn, entered }) =>
  unless(entered !== undefined || heldOn >= dateOf(effectiveAt), 'meeting.day-passed', {
    heldOn,
    today: dateOf(effectiveAt),
  });

const thereIsSomethingOnTheAgenda: Policy<OpenMeeting, ConvenedMeeting> = (_, { items, title }) =>
  unless(items.length > 0, 'meeting.agenda-empty', { meeting: title, items: 0 });

/** Asked again: the competence may have changed since the item was put on the agenda. */
const theBodyIsStillCompetentForEachItem: Policy<OpenMeeting, ConvenedMeeting, MeetingFacts> = (
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

const enoughMembersArePresent: Policy<OpenMeeting, ConvenedMeeting, MeetingFacts> = (_, meeting, { body }) => {
  const rules = mustMeet(body!.ruleSet);
  const entitled = body!.entitled.length;
  const present = presentMembers(meeting, body!).length;
  const { needed } = quorumNeeded(rules, undefined, { entitled, present, recused: 0 });
  const { source } = rules.quorum;
  return unless(present >= needed, 'meeting.no-quorum', { entitled, present, needed, source });
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

export const openingDecisions = [onFacts(OpenMeeting, openMeeting, 'MeetingOpened')];
