import { alike, onFacts } from '#event-sourcing';
import { must, obey } from '../commands.js';
import { CancelMeeting, CloseMeeting, ConveneMeeting, MoveMeeting } from './commands.js';
import {
  aMeetingIsHeldUnderAChair,
  aMeetingIsMovedToADayThatHasNotPassed,
  aMeetingOfThePastComesWithPapersAndAReason,
  aMeetingOfThePastStaysOnItsDay,
  nothingReplacesAMeeting,
  onlySecretaryOrChairConductsTheMeeting,
  reviewsStayBehindTheMeeting,
} from './conduct-policies.js';
import { listed } from './agenda.js';
import type { ItemPutOnAgenda, MeetingEvent } from './events.js';
import type { ConveningFacts, MeetingFacts } from './facts.js';
import { mustBeAt, mustBeOpen, mustHaveBody } from './conduct.js';
import { type ConvenedMeeting, freshItem, freshMeeting, type Meeting, type Outcome, wasVotedOn } from './state.js';

const particulars = ({ body, title, heldOn, place, entered }: ConvenedMeeting) => ({
  body,
  title,
  heldOn,
  place,
  papers: entered?.papers,
});

const papersOf = ({ papers }: ConveneMeeting) =>
  papers.length > 0 ? papers.map(({ title, sha256 }) => ({ title, sha256 })) : undefined;

/** One by one, so that each is numbered behind the others and none is listed twice. */
const agendaOf = (
  { agenda, actor }: ConveneMeeting,
  convened: ConvenedMeeting,
  { body, agenda: told }: ConveningFacts,
): ItemPutOnAgenda[] => {
  let at = convened;
  return agenda.map((agendum, i) => {
    const { itemId, current } = told[i]!;
    const event = listed({ ...agendum, actor, itemId }, at, { body, current });
    at = { ...at, items: [...at.items, freshItem(event.data)], lastNumber: event.data.number };
    return event;
  });
};

export const conveneMeeting = (command: ConveneMeeting, meeting: Meeting, facts: ConveningFacts): MeetingEvent[] => {
  const { bodyId, title, heldOn, place } = command;
  const { id, name } = mustHaveBody(facts, bodyId);
  const data = { body: { id, name }, title, heldOn, place, papers: papersOf(command) };
  if (meeting && command.agenda.length === 0 && alike(particulars(meeting), data)) return [];
  must(!meeting, 'meeting.exists', { meeting: meeting?.title });
  obey([nothingReplacesAMeeting, aMeetingIsHeldUnderAChair], command, meeting, facts);
  obey([aMeetingOfThePastComesWithPapersAndAReason], command, meeting);
  obey([onlySecretaryOrChairConductsTheMeeting], command, meeting, facts);
  return [{ type: 'MeetingConvened', data }, ...agendaOf(command, freshMeeting(data), facts)];
};

export const moveMeeting = (command: MoveMeeting, meeting: Meeting, facts: MeetingFacts): MeetingEvent[] => {
  const at = mustBeAt(command, meeting, 'convened');
  const from = { heldOn: at.heldOn, place: at.place };
  const to = { heldOn: command.heldOn, place: command.place ?? at.place };
  if (alike(from, to)) return [];
  mustHaveBody(facts);
  obey([onlySecretaryOrChairConductsTheMeeting, aMeetingIsHeldUnderAChair], command, at, facts);
  const policies = [aMeetingOfThePastStaysOnItsDay, aMeetingIsMovedToADayThatHasNotPassed, reviewsStayBehindTheMeeting];
  obey(policies, command, at);
  return [{ type: 'MeetingMoved', data: { from, to } }];
};

export const cancelMeeting = (command: CancelMeeting, meeting: Meeting, facts: MeetingFacts): MeetingEvent[] => {
  if (meeting?.stage === 'cancelled') return [];
  const at = mustBeAt(command, meeting, 'convened', 'open');
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  const votes = at.items.filter(wasVotedOn).map(({ number }) => number);
  must(votes.length === 0, 'meeting.vote-begun', { items: votes });
  return [{ type: 'MeetingCancelled', data: { title: at.title } }];
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

export const conveningDecisions = [
  onFacts(ConveneMeeting, conveneMeeting, 'MeetingConvened', 'ItemPutOnAgenda'),
  onFacts(MoveMeeting, moveMeeting, 'MeetingMoved'),
  onFacts(CloseMeeting, closeMeeting, 'MeetingClosed'),
  onFacts(CancelMeeting, cancelMeeting, 'MeetingCancelled'),
];
