import type { Command } from '#event-sourcing';
import { type MeetingFacts, must, mustBeClosed, type OpenMeetingState } from './conduct.js';
import type { Named } from './events.js';
import type { Meeting, MinutesRecord } from './state.js';
import { presentMembers } from './voters.js';

export interface RecordFacts extends MeetingFacts {
  /** Of the record with these remarks; empty where the meeting is not closed. */
  readonly sha256: string;
}

/** The record in force of a closed meeting. */
export interface Recorded {
  readonly meeting: OpenMeetingState;
  readonly record: MinutesRecord;
}

/** Members who sign: all who were in the meeting, however long. */
export const signatoriesOf = (meeting: OpenMeetingState): readonly Named[] => {
  const { record, rollCall = [], movements, opened } = meeting;
  if (record && !record.form) return presentMembers(meeting, opened);
  const there = new Set(
    [...rollCall, ...movements].filter(({ attendance }) => attendance === 'present').map(({ person }) => person.id),
  );
  return opened.entitled.map(({ person }) => person).filter(({ id }) => there.has(id));
};

/** Who attended for a while, or keeps the record. */
export const maySign = (meeting: OpenMeetingState, personId: string): boolean => {
  const { rollCall = [], movements, opened } = meeting;
  const attended = [...rollCall, ...movements].some(
    ({ person, attendance }) => person.id === personId && (attendance === 'present' || attendance === 'sitting-in'),
  );
  return attended || opened.secretary.id === personId;
};

export const hasSigned = ({ signatures }: MinutesRecord, personId: string): boolean =>
  signatures.some(({ id }) => id === personId);

/** All who sign have signed. */
export const isComplete = ({ meeting, record }: Recorded): boolean =>
  signatoriesOf(meeting).every(({ id }) => hasSigned(record, id));

export const mustBeDrawnUp = (command: Command, at: Meeting): Recorded => {
  const meeting = mustBeClosed(command, at);
  const { record, title } = meeting;
  must(record, 'record.not-drawn-up', { meeting: title });
  return { meeting, record };
};
