import { canonical, type Command, type CommandClass, type Preparation, prepare } from '#event-sourcing';
import * as meetings from '../domain/meeting/commands.js';
import { recordOf } from '../domain/meeting/record.js';
import type { Subjects } from '../subjects.js';
import { type Directory, peopleOn } from './directory.js';
import { bodyFacts, itemFacts, meetingFacts, subjectFacts } from './meeting-facts.js';

const withBody = <C extends Command>(type: CommandClass<C>): Preparation =>
  prepare(type, async (command, look) => {
    const { body } = await meetingFacts(look, command.id);
    return [Object.assign(command, { body })];
  });

const withSubject = <C extends meetings.ItemCommand>(type: CommandClass<C>, subjects: Subjects): Preparation =>
  prepare(type, async (command, look) => [Object.assign(command, await itemFacts(command, look, subjects))]);

const convened = prepare(meetings.ConveneMeeting, async (command, look) => [
  Object.assign(command, { body: await bodyFacts(look, command.bodyId, command.heldOn) }),
]);

const onAgenda = (subjects: Subjects): Preparation =>
  prepare(meetings.PutOnAgenda, async (command, look) => {
    const { id, matter, subjectId } = command;
    const { body } = await meetingFacts(look, id);
    const current = await subjectFacts(subjects, look, { matter, id: subjectId });
    return [Object.assign(command, { body, current })];
  });

const calledByName = (directory: Directory): Preparation =>
  prepare(meetings.RecordAttendance, async (command, look) => {
    const { meeting, body } = await meetingFacts(look, command.id);
    const ids = meeting ? command.entries.map(({ personId }) => personId) : [];
    const people = await peopleOn(directory, ids, { day: meeting?.heldOn ?? '', look });
    return [Object.assign(command, { body, people })];
  });

const withItsDigest = prepare(meetings.DrawUpRecord, async (command, look) => {
  const { meeting, body } = await meetingFacts(look, command.id);
  const content = meeting?.stage === 'closed' ? recordOf(meeting, command.remarks) : undefined;
  return [Object.assign(command, { body, sha256: content ? look.digest(canonical(content)) : '' })];
});

/** Facts that no client states: the body, what is decided as it is now, who attends, the digest of the record. */
export const meetingPreparations = (directory: Directory, subjects: Subjects): Preparation[] => [
  convened,
  onAgenda(subjects),
  withSubject(meetings.PinAnew, subjects),
  withBody(meetings.TakeOffAgenda),
  calledByName(directory),
  withBody(meetings.OpenMeeting),
  withItsDigest,
  withBody(meetings.IssueSummary),
];
