import { onFacts } from '#event-sourcing';
import { must, obey } from '../commands.js';
import {
  anItemSaysWhatItsMatterAsksFor,
  type Listing,
  aReviewComesAfterTheMeeting,
  nothingIsOnTheAgendaTwice,
  subjectPolicies,
  theBodyIsCompetentForTheMatter,
} from './agenda-policies.js';
import { PinAnew, PutOnAgenda, TakeOffAgenda } from './commands.js';
import { onlySecretaryOrChairConductsTheMeeting } from './conduct-policies.js';
import type { ItemPutOnAgenda, MeetingEvent } from './events.js';
import type { ItemFacts, MeetingFacts } from './facts.js';
import { mustBeAt, mustBeOnAgenda, mustBeUndecided, mustHaveBody, mustNotBeVotedOn } from './conduct.js';
import type { ConvenedMeeting, Meeting } from './state.js';

interface OfItem {
  readonly itemId: string;
}

/** The item as it comes on the agenda of the meeting. */
export const listed = (listing: Listing & OfItem, at: ConvenedMeeting, facts: ItemFacts): ItemPutOnAgenda => {
  const { itemId, matter, subjectId, reviewOn } = listing;
  const { current } = facts;
  obey([theBodyIsCompetentForTheMatter, anItemSaysWhatItsMatterAsksFor], listing, at, facts);
  must(subjectId === undefined || current, 'item.subject-unknown', { field: 'subjectId', matter, subjectId });
  obey([...subjectPolicies, nothingIsOnTheAgendaTwice, aReviewComesAfterTheMeeting], listing, at, facts);
  const subject = current?.subject;
  const title = subject?.title ?? listing.title!;
  return { type: 'ItemPutOnAgenda', data: { itemId, number: at.lastNumber + 1, matter, title, subject, reviewOn } };
};

export const putOnAgenda = (command: PutOnAgenda, meeting: Meeting, facts: ItemFacts): MeetingEvent[] => {
  const at = mustBeAt(command, meeting, 'convened');
  mustHaveBody(facts);
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  const { actor, matter, subjectId, title, reviewOn, commandId: itemId } = command;
  return [listed({ actor, itemId, matter, subjectId, title, reviewOn }, at, facts)];
};

export const pinAnew = (command: PinAnew, meeting: Meeting, facts: ItemFacts): MeetingEvent[] => {
  const { itemId } = command;
  const { current } = facts;
  const at = mustBeAt(command, meeting, 'convened', 'open');
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  const item = mustBeOnAgenda(at, itemId);
  mustBeUndecided(item);
  must(item.subject, 'item.no-subject', { number: item.number, title: item.title });
  must(current, 'item.subject-unknown', { number: item.number, subjectId: item.subject.id });
  if (current.subject.contentHash === item.subject.contentHash) return [];
  mustNotBeVotedOn(item);
  obey(subjectPolicies, command, at, facts);
  return [{ type: 'ItemPinnedAnew', data: { itemId, subject: current.subject } }];
};

export const takeOffAgenda = (command: TakeOffAgenda, meeting: Meeting, facts: MeetingFacts): MeetingEvent[] => {
  const { itemId } = command;
  const at = mustBeAt(command, meeting, 'convened');
  obey([onlySecretaryOrChairConductsTheMeeting], command, at, facts);
  if (at.takenOff.includes(itemId)) return [];
  const { title } = mustBeOnAgenda(at, itemId);
  return [{ type: 'ItemTakenOffAgenda', data: { itemId, title } }];
};

export const agendaDecisions = [
  onFacts(PutOnAgenda, putOnAgenda, 'ItemPutOnAgenda'),
  onFacts(PinAnew, pinAnew, 'ItemPinnedAnew'),
  onFacts(TakeOffAgenda, takeOffAgenda, 'ItemTakenOffAgenda'),
];
