import type { Attending } from '../rules/arithmetic.js';
import type { ChairStates, MeetingRules } from '../rules/rule-set.js';
import { mustMeet, type OpenMeetingState } from './conduct.js';
import type { Named, Seat } from './events.js';
import { attendanceOf, type ConvenedMeeting, type Item, type Opened } from './state.js';

export const rulesOf = ({ opened }: OpenMeetingState): MeetingRules => mustMeet(opened.ruleSet);

/** When a chair who speaks last states a view; undefined where the chair may speak at any time. */
export const chairStatesIn = (meeting: OpenMeetingState): ChairStates | undefined => {
  const { chairSpeaksLast, chairStates = 'before-result' } = rulesOf(meeting);
  return chairSpeaksLast ? chairStates : undefined;
};

export const isEntitled = ({ entitled }: Pick<Opened, 'entitled'>, personId: string): boolean =>
  entitled.some(({ person }) => person.id === personId);

export const isPresent = (meeting: ConvenedMeeting, personId: string): boolean =>
  attendanceOf(meeting, personId)?.attendance === 'present';

export const isRecused = ({ recusals }: Pick<Item, 'recusals'>, personId: string): boolean =>
  recusals.some(({ person }) => person.id === personId);

/** Entitled members in the meeting. */
export const presentMembers = (meeting: ConvenedMeeting, { entitled }: Pick<Opened, 'entitled'>): readonly Named[] =>
  entitled.map(({ person }) => person).filter(({ id }) => isPresent(meeting, id));

/** Who opened the meeting, and the vice-chairs who preside when the former is away or recused. */
export const mayPreside = ({ chair, entitled }: Pick<Opened, 'chair' | 'entitled'>): readonly Named[] => [
  chair,
  ...entitled.filter(({ position }) => position === 'vice-chair').map(({ person }) => person),
];

/** Whoever presides over the item: the first of them who is present and not recused from it. */
export const presidingOver = (meeting: OpenMeetingState, item: Pick<Item, 'recusals'>): Named | undefined =>
  mayPreside(meeting.opened).find(({ id }) => isPresent(meeting, id) && !isRecused(item, id));

type AboutItem = Pick<Item, 'recusals' | 'putOnAt'>;

/** Whoever joined the body while the matter was before it neither votes on it nor counts. */
export const joinedLater = ({ appointedAt }: Pick<Seat, 'appointedAt'>, { putOnAt }: Pick<Item, 'putOnAt'>): boolean =>
  appointedAt !== undefined && putOnAt !== undefined && appointedAt > putOnAt;

/** 应到 of the item. */
const seatsOn = ({ opened }: OpenMeetingState, item: Pick<Item, 'putOnAt'>): readonly Seat[] =>
  opened.entitled.filter((seat) => !joinedLater(seat, item));

/** Members who may vote on the item, of all who are present. */
export const votersOn = (meeting: OpenMeetingState, item: AboutItem, involved: ReadonlySet<string>): readonly Named[] =>
  seatsOn(meeting, item)
    .map(({ person }) => person)
    .filter(({ id }) => isPresent(meeting, id) && !isRecused(item, id) && !involved.has(id));

/** 应到, 实到, 回避 of one vote. Whoever is recused from the whole meeting is so from each of its items. */
export const attendingOf = (meeting: OpenMeetingState, item: AboutItem, voters: readonly Named[]): Attending => {
  const entitled = seatsOn(meeting, item);
  const recused = entitled.filter(
    ({ person: { id } }) => isRecused(item, id) || attendanceOf(meeting, id)?.attendance === 'recused',
  );
  return { entitled: entitled.length, present: voters.length, recused: recused.length };
};
