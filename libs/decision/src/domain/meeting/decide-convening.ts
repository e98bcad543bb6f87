import { alike, onFacts } from '#event-sourcing';
import { must, obey } from '../errors.js';
import { CancelMeeting, CloseMeeting, ConveneMeeting } from './commands.js';
import {
  aMeetingIsHeldUnderAChair,
  nothingReplacesAMeeting,
  onlySecretaryOrChairConductsTheMeeting,
} from './conduct-policies.js';
import type { MeetingEvent } from './events.js';
import type { MeetingFacts } from './facts.js';
import { mustBeAt, mustBeOpen, mustHaveBody } from './preconditions.js';
import { type ConvenedMeeting, type Meeting, type Outcome, voteHasBegun } from './state.js';

const particulars = ({ body, title, heldOn, place }: ConvenedMeeting) => ({ body, title, heldOn, place });

export const conveneMeeting = (command: ConveneMeeting, meeting: Meeting, facts: MeetingFacts): MeetingEvent[] => {
  const { bodyId, title, heldOn, place } = command;
  const { id, name } = mustHaveBody(facts, bodyId);
  const data = { body: { id, name }, title, heldOn, place };
  if (meeting && alike(particulars(meeting), data)) return [];
  must(!meeting, 'meeting.exists', { meeting: meeting?.title });
  obey([nothingReplacesAMeeting, aMeetingIsHeldUnderAChair], command, meeting, facts);
  obey([onlySecretaryOrChairConductsTheMeeting], command, meeting, facts);
  return [{ type: 'MeetingConvened', data }];
};

export const cancelMeeting = (command: CancelMeeting, meeting: Meeting, facts: MeetingFacts): MeetingEvent[] => {
  if (meeting?.stage === 'cancelled') return [];
  const at = mustBeAt(command, meeting, 'convened', 'open');
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  const votes = at.items.filter(({ vote }) => vote).map(({ number }) => number);
  must(!voteHasBegun(at), 'meeting.vote-begun', { items: votes });
  return [{ type: 'MeetingCancelled', data: { title: at.title } }];
};

export const closeMeeting = (command: CloseMeeting, meeting: Meeting, facts: MeetingFacts): MeetingEvent[] => {
  if (meeting?.stage === 'closed') return [];
  const at = mustBeOpen(command, meeting);
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  const undecided = at.items.filter(({ outcome }) => !outcome).map(({ number }) => number);
  must(undecided.length === 0, 'meeting.items-undecided', {
    undecided: undecided.length,
    of: at.items.length,
    numbers: undecided,
  });
  const count = (way: Outcome['way']) => at.items.filter(({ outcome }) => outcome?.way === way).length;
  const data = { adopted: count('adopted'), votedDown: count('voted-down'), putOff: count('put-off') };
  return [{ type: 'MeetingClosed', data }];
};

export const conveningDecisions = [
  onFacts(ConveneMeeting, conveneMeeting, 'MeetingConvened'),
  onFacts(CloseMeeting, closeMeeting, 'MeetingClosed'),
  onFacts(CancelMeeting, cancelMeeting, 'MeetingCancelled'),
];
