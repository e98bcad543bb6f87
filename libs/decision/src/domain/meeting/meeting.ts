import { type Decider, on } from '#event-sourcing';
import {
  CancelMeeting,
  CastVote,
  CloseMeeting,
  ConveneMeeting,
  DecideItem,
  DrawUpRecord,
  IssueSummary,
  NoteDiscussion,
  OpenMeeting,
  OpenVote,
  PinAnew,
  PutOffItem,
  PutOnAgenda,
  RecordAttendance,
  RecuseMember,
  SignRecord,
  StateChairView,
  TakeOffAgenda,
  TakeUpItem,
} from './commands.js';
import { pinAnew, putOnAgenda, takeOffAgenda } from './decide-agenda.js';
import { cancelMeeting, closeMeeting, conveneMeeting } from './decide-convening.js';
import { noteDiscussion, recuseMember, stateChairView, takeUpItem } from './decide-discussion.js';
import { openMeeting, recordAttendance } from './decide-opening.js';
import { decideItem, putOffItem } from './decide-outcome.js';
import { drawUpRecord, issueSummary, signRecord } from './decide-record.js';
import { castVote, openVote } from './decide-vote.js';
import type { MeetingEvent } from './events.js';
import { evolve } from './evolve.js';
import type { Meeting } from './state.js';

export const meeting: Decider<Meeting, MeetingEvent> = {
  category: 'meeting',
  initial: undefined,
  evolve,
  decisions: [
    on(ConveneMeeting, conveneMeeting),
    on(PutOnAgenda, putOnAgenda),
    on(PinAnew, pinAnew),
    on(TakeOffAgenda, takeOffAgenda),
    on(RecordAttendance, recordAttendance),
    on(OpenMeeting, openMeeting),
    on(TakeUpItem, takeUpItem),
    on(NoteDiscussion, noteDiscussion),
    on(RecuseMember, recuseMember),
    on(OpenVote, openVote),
    on(CastVote, castVote),
    on(StateChairView, stateChairView),
    on(DecideItem, decideItem),
    on(PutOffItem, putOffItem),
    on(CloseMeeting, closeMeeting),
    on(CancelMeeting, cancelMeeting),
    on(DrawUpRecord, drawUpRecord),
    on(SignRecord, signRecord),
    on(IssueSummary, issueSummary),
  ],
};
