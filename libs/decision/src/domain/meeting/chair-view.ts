import type { Command } from '#event-sourcing';
import { type Policy, unless } from '../commands.js';
import type { Named } from '../body/events.js';
import type { NoteDiscussion, RecuseMember, StateChairView } from './commands.js';
import { attendanceOf, type Item } from './state.js';
import {
  chairStatesIn,
  isEntitled,
  isPresent,
  isRecused,
  type OpenMeetingState,
  presentMembers,
  presidingOver,
} from './voters.js';

/** An item of the meeting that is open. */
export interface Dealing {
  readonly meeting: OpenMeetingState;
  readonly item: Item;
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
export const nobodySpeaksAfterTheChair: Policy<NoteDiscussion, Dealing> = ({ speakerId }, { meeting, item }) => {
  const { chairView } = item;
  const spoken = chairView !== undefined && chairStatesIn(meeting) !== undefined && speakerId !== chairView.chair.id;
  return unless(!spoken, 'item.chair-spoke-last', {
    chair: chairView?.chair.name,
    speaker: attendanceOf(meeting, speakerId)?.person.name,
  });
};

/** Another is recused by the other members who are there, not by who keeps the record. */
export const anotherIsRecusedByMembersPresent: Policy<RecuseMember, Dealing> = (
  { actor, personId },
  { meeting, item },
) => {
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

export const onlyWhoPresidesStatesTheView: Policy<StateChairView, Dealing> = ({ actor }, { meeting, item }) => {
  const presides = presidingOver(meeting, item);
  return unless(presides?.id === actor.personId, 'item.not-presiding', {
    person: actor.name,
    presides: presides?.name,
  });
};

/** Members present who have or have not spoken on the item, beside whoever presides over it. */
const heard = ({ meeting, item }: Dealing, chairId: string) => {
  const others = presentMembers(meeting, meeting.opened).filter(({ id }) => id !== chairId && !isRecused(item, id));
  const hasSpoken = ({ id }: Named) => item.notes.some(({ speaker }) => speaker.id === id);
  return { spoken: others.filter(hasSpoken), silent: others.filter((one) => !hasSpoken(one)) };
};

const namesOf = (people: readonly Named[]): string[] => people.map(({ name }) => name);

/** 末位表态 before the vote: not before anybody else has said a word. */
export const othersAreHeardBeforeTheChair: Policy<Command, Dealing> = (_, dealing) => {
  const { meeting, item } = dealing;
  if (chairStatesIn(meeting) !== 'before-vote') return undefined;
  const chair = presidingOver(meeting, item);
  const { spoken, silent } = heard(dealing, chair?.id ?? '');
  return unless(spoken.length > 0 || silent.length === 0, 'item.others-not-heard', {
    number: item.number,
    chair: chair?.name,
    missing: namesOf(silent),
  });
};

export const theChairSpeaksBeforeTheVote: Policy<StateChairView, Dealing> = (_, { meeting, item }) =>
  unless(chairStatesIn(meeting) !== 'before-vote' || item.vote === undefined, 'item.chair-after-vote', {
    number: item.number,
    cast: item.vote?.cast.length,
    voters: item.vote?.voters.length,
  });

export const theChairSpeaksLast: Policy<StateChairView, Dealing> = ({ actor }, { meeting, item: { vote } }) => {
  if (chairStatesIn(meeting) !== 'before-result') return undefined;
  const others = vote?.voters.filter(({ id }) => id !== actor.personId).length ?? 0;
  const cast = vote?.cast.filter(({ voter }) => voter.id !== actor.personId).length ?? 0;
  return unless(vote !== undefined && cast === others, 'item.chair-before-others', { cast, voters: others });
};
