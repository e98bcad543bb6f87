import { on } from '#event-sourcing';
import { must, obey } from '../commands.js';
import { NoteDiscussion, RecuseMember, StateChairView, TakeUpItem } from './commands.js';
import { onlySecretaryOrChairConductsTheMeeting } from './conduct-policies.js';
import {
  anotherIsRecusedByMembersPresent,
  type Dealing,
  itemsAreDealtWithOneByOne,
  nobodySpeaksAfterTheChair,
  onlyAPresentMemberRecuses,
  onlyThoseWhoAttendSpeak,
  onlyWhoPresidesStatesTheView,
  othersAreHeardBeforeTheChair,
  theChairSpeaksBeforeTheVote,
  theChairSpeaksLast,
  whoeverIsRecusedHasLeft,
} from './chair-view.js';
import type { MeetingEvent } from './events.js';
import { asOpened } from './facts.js';
import { mustBeOnAgenda, mustBeOpen, mustBeTakenUp, mustBeUndecided, mustNotBeVotedOn } from './conduct.js';
import { attendanceOf, type Meeting } from './state.js';
import { isRecused, presentMembers } from './voters.js';

export const takeUpItem = (command: TakeUpItem, at: Meeting): MeetingEvent[] => {
  const { itemId } = command;
  const meeting = mustBeOpen(command, at);
  obey([onlySecretaryOrChairConductsTheMeeting], command, meeting, asOpened);
  const item = mustBeOnAgenda(meeting, itemId);
  if (meeting.takenUp === itemId) return [];
  mustBeUndecided(item);
  obey([itemsAreDealtWithOneByOne], command, { meeting, item });
  return [{ type: 'ItemTakenUp', data: { itemId } }];
};

export const noteDiscussion = (command: NoteDiscussion, at: Meeting): MeetingEvent[] => {
  const { itemId, speakerId, text } = command;
  const meeting = mustBeOpen(command, at);
  obey([onlySecretaryOrChairConductsTheMeeting], command, meeting, asOpened);
  const item = mustBeOnAgenda(meeting, itemId);
  mustBeUndecided(item);
  mustBeTakenUp(meeting, item);
  const last = item.notes.at(-1);
  if (last?.speaker.id === speakerId && last.text === text) return [];
  const dealing = { meeting, item };
  obey([onlyThoseWhoAttendSpeak, whoeverIsRecusedHasLeft, nobodySpeaksAfterTheChair], command, dealing);
  const { id, name } = attendanceOf(meeting, speakerId)!.person;
  return [{ type: 'DiscussionNoted', data: { itemId, speaker: { id, name }, text } }];
};

/** Two at least, and more than half of the other members who are there. */
const supportersNeeded = ({ meeting, item }: Dealing, personId: string): number => {
  const others = presentMembers(meeting, meeting.opened).filter(({ id }) => id !== personId && !isRecused(item, id));
  return Math.max(2, Math.floor(others.length / 2) + 1);
};

export const recuseMember = (command: RecuseMember, at: Meeting): MeetingEvent[] => {
  const { itemId, personId, reason, actor } = command;
  const meeting = mustBeOpen(command, at);
  const item = mustBeOnAgenda(meeting, itemId);
  const dealing = { meeting, item };
  obey([anotherIsRecusedByMembersPresent], command, dealing);
  if (isRecused(item, personId)) return [];
  mustBeUndecided(item);
  mustNotBeVotedOn(item);
  obey([onlyAPresentMemberRecuses], command, dealing);
  const { id, name } = attendanceOf(meeting, personId)!.person;
  const person = { id, name };
  if (personId === actor.personId)
    return [{ type: 'MemberRecused', data: { itemId, person, cause: 'declared', reason } }];
  const supporters = item.motions.filter((one) => one.personId === personId).map(({ by }) => by);
  if (supporters.includes(actor.personId)) return [];
  const moved: MeetingEvent = {
    type: 'RecusalMoved',
    data: { itemId, person, by: { id: actor.personId, name: actor.name }, reason },
  };
  if (supporters.length + 1 < supportersNeeded(dealing, personId)) return [moved];
  return [moved, { type: 'MemberRecused', data: { itemId, person, cause: 'decided', reason } }];
};

export const stateChairView = (command: StateChairView, at: Meeting): MeetingEvent[] => {
  const { itemId, text, actor } = command;
  const meeting = mustBeOpen(command, at);
  const item = mustBeOnAgenda(meeting, itemId);
  obey([onlyWhoPresidesStatesTheView], command, { meeting, item });
  if (item.chairView?.text === text) return [];
  mustBeUndecided(item);
  mustBeTakenUp(meeting, item);
  must(!item.chairView, 'item.chair-view-stated', { number: item.number, chair: item.chairView?.chair.name });
  obey([theChairSpeaksBeforeTheVote, othersAreHeardBeforeTheChair, theChairSpeaksLast], command, { meeting, item });
  return [{ type: 'ChairViewStated', data: { itemId, chair: { id: actor.personId, name: actor.name }, text } }];
};

export const discussionDecisions = [
  on(TakeUpItem, takeUpItem, 'ItemTakenUp'),
  on(NoteDiscussion, noteDiscussion, 'DiscussionNoted'),
  on(RecuseMember, recuseMember, 'RecusalMoved', 'MemberRecused'),
  on(StateChairView, stateChairView, 'ChairViewStated'),
];
