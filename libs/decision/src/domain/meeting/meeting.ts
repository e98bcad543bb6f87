import { type Decider, on, onFacts } from '#event-sourcing';
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
    onFacts(ConveneMeeting, conveneMeeting),
    onFacts(PutOnAgenda, putOnAgenda),
    onFacts(PinAnew, pinAnew),
    onFacts(TakeOffAgenda, takeOffAgenda),
    onFacts(RecordAttendance, recordAttendance),
    onFacts(OpenMeeting, openMeeting),
    on(TakeUpItem, takeUpItem),
    on(NoteDiscussion, noteDiscussion),
    on(RecuseMember, recuseMember),
    onFacts(OpenVote, openVote),
    onFacts(CastVote, castVote),
    on(StateChairView, stateChairView),
    onFacts(DecideItem, decideItem),
    onFacts(PutOffItem, putOffItem),
    onFacts(CloseMeeting, closeMeeting),
    onFacts(CancelMeeting, cancelMeeting),
    onFacts(DrawUpRecord, drawUpRecord),
    on(SignRecord, signRecord),
    onFacts(IssueSummary, issueSummary),
  ],
};
