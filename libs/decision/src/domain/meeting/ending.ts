import { onFacts } from '#event-sourcing';
import {
  asOpened,
  ItemCommand,
  type ItemFacts,
  MeetingCommand,
  type MeetingFacts,
  must,
  mustBeAt,
  mustBeOnAgenda,
  mustBeOpen,
  mustBeUndecided,
  obey,
  onlySecretaryOrChairConductsTheMeeting,
  ReasonedCommand,
} from './conduct.js';
import type { MeetingEvent } from './events.js';
import { type Meeting, type Outcome, wasVotedOn } from './state.js';

export class PutOffItem extends ItemCommand {}

export class CloseMeeting extends MeetingCommand {}

export class CancelMeeting extends ReasonedCommand {
  static readonly underAuthority = true;
}

export const putOffItem = (command: PutOffItem, at: Meeting, { current }: ItemFacts): MeetingEvent[] => {
  const { itemId } = command;
  const meeting = mustBeOpen(command, at);
  obey([onlySecretaryOrChairConductsTheMeeting], command, meeting, asOpened);
  const item = mustBeOnAgenda(meeting, itemId);
  if (item.outcome?.way === 'put-off') return [];
  mustBeUndecided(item);
  const now = current?.subject.contentHash;
  const changed = item.subject !== undefined && now !== undefined && now !== item.subject.contentHash;
  const cause = changed ? ({ cause: 'changed', current: now } as const) : ({ cause: 'by-the-body' } as const);
  return [{ type: 'ItemPutOff', data: { itemId, ...cause } }];
};

export const closeMeeting = (command: CloseMeeting, meeting: Meeting, facts: MeetingFacts): MeetingEvent[] => {
  if (meeting?.stage === 'closed') return [];
  const at = mustBeOpen(command, meeting);
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  const undecided = at.items.filter(({ outcome, hands }) => !outcome && !hands).map(({ number }) => number);
  must(undecided.length === 0, 'meeting.items-undecided', {
    undecided: undecided.length,
    of: at.items.length,
    numbers: undecided,
  });
  const count = (way: Outcome['way']) => at.items.filter(({ outcome }) => outcome?.way === way).length;
  const toConfirm = at.items.filter(({ hands }) => hands).length || undefined;
  const data = { adopted: count('adopted'), votedDown: count('voted-down'), putOff: count('put-off'), toConfirm };
  return [{ type: 'MeetingClosed', data }];
};

export const cancelMeeting = (command: CancelMeeting, meeting: Meeting, facts: MeetingFacts): MeetingEvent[] => {
  if (meeting?.stage === 'cancelled') return [];
  const at = mustBeAt(command, meeting, 'convened', 'open');
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  const votes = at.items.filter(wasVotedOn).map(({ number }) => number);
  must(votes.length === 0, 'meeting.vote-begun', { items: votes });
  return [{ type: 'MeetingCancelled', data: { title: at.title } }];
};

export const endingDecisions = [
  onFacts(PutOffItem, putOffItem, 'ItemPutOff'),
  onFacts(CloseMeeting, closeMeeting, 'MeetingClosed'),
  onFacts(CancelMeeting, cancelMeeting, 'MeetingCancelled'),
];
