import { canonical, type Command, type Handling, handling, type Lookup, uuidOfDigest } from '#event-sourcing';
import * as meetings from '../domain/meeting/commands.js';
import { pinAnew, putOnAgenda, takeOffAgenda } from '../domain/meeting/agenda.js';
import { conveneMeeting, moveMeeting } from '../domain/meeting/convening.js';
import { openMeeting } from '../domain/meeting/opening.js';
import { recordAttendance } from '../domain/meeting/attendance.js';
import { correctRecord } from '../domain/meeting/correction.js';
import { drawUpRecord, issueSummary } from '../domain/meeting/drawing-up.js';
import { recordItem } from '../domain/meeting/recording.js';
import type { MeetingFacts } from '../domain/meeting/conduct.js';
import { recordOf } from '../domain/meeting/record.js';
import type { Subjects } from '../subjects.js';
import { type Directory, peopleOn } from './directory.js';
import { bodyFacts, itemFacts, meetingFacts, subjectFacts } from './meeting-facts.js';

const itsBody = async ({ id }: Command, look: Lookup): Promise<MeetingFacts> => ({
  body: (await meetingFacts(look, id)).body,
});

const onAgenda = (subjects: Subjects): Handling =>
  handling(meetings.PutOnAgenda, {
    decide: putOnAgenda,
    facts: async ({ id, matter, subjectId }, look) => ({
      body: (await meetingFacts(look, id)).body,
      current: await subjectFacts(subjects, look, { matter, id: subjectId }),
    }),
  });

const calledByName = (directory: Directory): Handling =>
  handling(meetings.RecordAttendance, {
    decide: recordAttendance,
    facts: async (command, look) => {
      const { meeting, body } = await meetingFacts(look, command.id);
      const ids = meeting ? command.entries.map(({ personId }) => personId) : [];
      return { body, people: await peopleOn(directory, ids, { day: meeting?.heldOn ?? '', look }) };
    },
  });

const fromTheRoom = (directory: Directory, subjects: Subjects): Handling =>
  handling(meetings.RecordItem, {
    decide: recordItem,
    facts: async (command, look) => {
      const { meeting } = await meetingFacts(look, command.id);
      const ids = meeting ? command.attendance.map(({ personId }) => personId) : [];
      const people = await peopleOn(directory, ids, { day: meeting?.heldOn ?? '', look });
      return { ...(await itemFacts(command, look, subjects)), people };
    },
  });

/** The body as of the day that the meeting is moved to. */
const onAnotherDay = handling(meetings.MoveMeeting, {
  decide: moveMeeting,
  facts: async ({ id, heldOn: day }, look) => {
    const { meeting } = await meetingFacts(look, id);
    if (!meeting) return {};
    return { body: await bodyFacts(look, meeting.body.id, { day, convenedAt: meeting.convenedAt }) };
  },
});

const withItsDigest = handling(meetings.DrawUpRecord, {
  decide: drawUpRecord,
  facts: async ({ id, remarks }, look) => {
    const { meeting, body } = await meetingFacts(look, id);
    const content = meeting?.stage === 'closed' ? recordOf(meeting, { remarks, form: 2 }) : undefined;
    return { body, sha256: content ? look.digest(canonical(content)) : '' };
  },
});

const withCorrection = handling(meetings.CorrectRecord, {
  decide: correctRecord,
  facts: async ({ id, correction: text, number, reason }, look) => {
    const { meeting, body } = await meetingFacts(look, id);
    const { record } = meeting ?? {};
    if (!meeting || !record) return { body, sha256: '' };
    const corrections = [...record.corrections, { text, number, reason }];
    return { body, sha256: look.digest(canonical(recordOf(meeting, { ...record, corrections }))) };
  },
});

/** Made of the command, so that a repetition names the same. */
export const agendaIds = (look: Pick<Lookup, 'digest'>, commandId: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => uuidOfDigest(look.digest(`${commandId} agenda ${i}`)));

/** Facts that no client states: the body, what is decided as it is now, who attends, the digest of the record. */
export const meetingHandlings = (directory: Directory, subjects: Subjects): Handling[] => [
  handling(meetings.ConveneMeeting, {
    decide: conveneMeeting,
    facts: async ({ bodyId, heldOn, agenda, commandId }, look) => {
      const current = agenda.map(({ matter, subjectId }) => subjectFacts(subjects, look, { matter, id: subjectId }));
      const itemIds = agendaIds(look, commandId, agenda.length);
      const told = (await Promise.all(current)).map((one, i) => ({ itemId: itemIds[i]!, current: one }));
      return { body: await bodyFacts(look, bodyId, { day: heldOn }), agenda: told };
    },
  }),
  onAnotherDay,
  onAgenda(subjects),
  handling(meetings.PinAnew, { decide: pinAnew, facts: (command, look) => itemFacts(command, look, subjects) }),
  handling(meetings.TakeOffAgenda, { decide: takeOffAgenda, facts: itsBody }),
  calledByName(directory),
  fromTheRoom(directory, subjects),
  handling(meetings.OpenMeeting, { decide: openMeeting, facts: itsBody }),
  withItsDigest,
  withCorrection,
  handling(meetings.IssueSummary, { decide: issueSummary, facts: itsBody }),
];
