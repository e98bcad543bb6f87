import { type Command, on } from '#event-sourcing';
import {
  asOpened,
  type Dealing,
  IsId,
  IsText,
  ItemCommand,
  MeetingCommand,
  mustBeOnAgenda,
  mustBeOpen,
  mustBeTakenUp,
  mustBeUndecided,
  mustNotBeVotedOn,
  obey,
  onlySecretaryOrChairConductsTheMeeting,
  type Policy,
  ReasonedCommand,
  unless,
} from './conduct.js';
import type { MeetingEvent } from './events.js';
import { attendanceOf, type Meeting } from './state.js';
import { chairStatesIn, isEntitled, isPresent, isRecused, presentMembers } from './voters.js';

export class TakeUpItem extends ItemCommand {}

export class NoteDiscussion extends MeetingCommand {
  @IsId() itemId!: string;
  @IsId() speakerId!: string;
  @IsText(5000) text!: string;
}

/** For oneself; for another it is a motion, and those of more than half of the other members present decide it. */
export class RecuseMember extends ReasonedCommand {
  static readonly underAuthority = true;

  @IsId() itemId!: string;
  @IsId() personId!: string;
}

type Speaking = Pick<NoteDiscussion, 'actor' | 'speakerId'>;

type Recusing = Pick<RecuseMember, 'actor' | 'personId'>;

export const itemsAreDealtWithOneByOne: Policy<Command, Dealing> = (_, { meeting, item }) => {
  const other = meeting.items.find(({ itemId }) => itemId === meeting.takenUp && itemId !== item.itemId);
  return other && { code: 'item.another-taken-up', details: { number: other.number, title: other.title } };
};

export const onlyThoseWhoAttendSpeak: Policy<Speaking, Dealing> = ({ speakerId }, { meeting }) => {
  const call = attendanceOf(meeting, speakerId);
  return unless(call?.attendance === 'present' || call?.attendance === 'sitting-in', 'item.speaker-not-attending', {
    speakerId,
    speaker: call?.person.name,
    attendance: call?.attendance,
  });
};

export const whoeverIsRecusedHasLeft: Policy<Speaking, Dealing> = ({ speakerId }, { meeting, item }) =>
  unless(!isRecused(item, speakerId), 'item.speaker-recused', {
    speaker: attendanceOf(meeting, speakerId)?.person.name,
    number: item.number,
  });

/** 末位表态: nobody follows, where the rules ask for it. */
const nobodySpeaksAfterTheChair: Policy<NoteDiscussion, Dealing> = ({ speakerId }, { meeting, item }) => {
  const { chairView } = item;
  const spoken = chairView !== undefined && chairStatesIn(meeting) !== undefined && speakerId !== chairView.chair.id;
  return unless(!spoken, 'item.chair-spoke-last', {
    chair: chairView?.chair.name,
    speaker: attendanceOf(meeting, speakerId)?.person.name,
  });
};

/** Another is recused by the other members who are there, not by who keeps the record. */
const anotherIsRecusedByMembersPresent: Policy<RecuseMember, Dealing> = ({ actor, personId }, { meeting, item }) => {
  const { personId: id, name } = actor;
  const isThere = isEntitled(meeting.opened, id) && isPresent(meeting, id) && !isRecused(item, id);
  return unless(personId === id || isThere, 'item.recusal-by-another', { person: name, number: item.number });
};

export const onlyAPresentMemberRecuses: Policy<Recusing, Dealing> = ({ personId }, { meeting }) =>
  unless(isEntitled(meeting.opened, personId) && isPresent(meeting, personId), 'item.recusal-not-present', {
    personId,
    person: attendanceOf(meeting, personId)?.person.name,
    attendance: attendanceOf(meeting, personId)?.attendance,
  });

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

export const discussionDecisions = [
  on(TakeUpItem, takeUpItem, 'ItemTakenUp'),
  on(NoteDiscussion, noteDiscussion, 'DiscussionNoted'),
  on(RecuseMember, recuseMember, 'RecusalMoved', 'MemberRecused'),
];
