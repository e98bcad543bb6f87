import type { Recorded } from '#event-sourcing';
import type { MeetingRules } from '../rules/rule-set.js';
import type { MeetingEvent } from './events.js';

export type Kind = MeetingEvent['type'];
export type Of<T extends Kind> = Recorded<Extract<MeetingEvent, { type: T }>>;
export type History = readonly Recorded<MeetingEvent>[];

export const all = <T extends Kind>(history: History, ...types: T[]): Of<T>[] =>
  history.filter(({ type }) => (types as Kind[]).includes(type)) as unknown as Of<T>[];

export const ofItem = <T extends Kind>(history: History, itemId: string, ...types: T[]): Of<T>[] =>
  all(history, ...types).filter(({ data }) => (data as { itemId?: string }).itemId === itemId);

export const before = (history: History, event: Recorded): History => history.slice(0, history.indexOf(event as never));

/** 出席 of the moment. */
export const attendanceAt = (history: History, personId: string) =>
  all(history, 'AttendanceRecorded').findLast(({ data }) => data.person.id === personId)?.data.attendance;

export const rulesOf = (history: History): MeetingRules =>
  all(history, 'MeetingOpened')[0]!.data.ruleSet.rules as MeetingRules;

export const votesOf = (history: History, itemId: string) => ofItem(history, itemId, 'VoteCast', 'BallotCast');

/** Those for whom the vote was opened, but for members who left without having voted. */
export const votersIn = (past: History, itemId: string): string[] => {
  const vote = ofItem(past, itemId, 'VoteOpened')[0]!;
  const cast = votesOf(past, itemId).map(({ data }) => data.voter.id);
  const left = all(past, 'AttendanceRecorded')
    .filter(({ version, data }) => version > vote.version && data.attendance !== 'present')
    .map(({ data }) => data.person.id);
  return vote.data.voters.map(({ id }) => id).filter((id) => cast.includes(id) || !left.includes(id));
};

export const pinnedIn = (past: History, itemId: string): string | undefined =>
  ofItem(past, itemId, 'ItemPutOnAgenda', 'ItemPinnedAnew').at(-1)?.data.subject?.contentHash;
