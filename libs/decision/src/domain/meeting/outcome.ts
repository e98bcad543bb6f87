import { onFacts } from '#event-sourcing';
import { must, obey } from '../commands.js';
import { DecideItem, PutOffItem } from './commands.js';
import { onlySecretaryOrChairConductsTheMeeting } from './conduct-policies.js';
import type { ItemAdopted, ItemVotedDown, MeetingEvent, Result } from './events.js';
import { asOpened, type CountFacts, type ItemFacts } from './facts.js';
import {
  enoughVotersHaveStayed,
  everySecretBallotIsOpened,
  everyVoterHasVoted,
  theChairHasStatedAView,
} from './outcome-policies.js';
import { mustBeOnAgenda, mustBeOpen, mustBeUndecided } from './conduct.js';
import { type Counted, isAdopted, resultOf } from './result.js';
import type { Item, Meeting, Vote } from './state.js';
import type { OpenMeetingState } from './voters.js';

const countedIn = ({ ballot, voters, cast }: Vote, { opened }: CountFacts): Counted => {
  if (ballot === 'secret') return { ballot, voters, choices: opened! };
  const votes = cast.map(({ voter, choice }) => ({ person: voter, choice: choice! }));
  return { ballot, votes, voters, choices: votes.map(({ choice }) => choice) };
};

/** The decision on an item, as everybody else is told of it. */
export const decisionOn = (
  { body, title }: OpenMeetingState,
  { itemId, number, matter, title: about, subject, reviewOn, asked }: Item,
  { id, result, adopted }: { readonly id: string; readonly result: Result; readonly adopted: boolean },
): ItemAdopted | ItemVotedDown => ({
  type: adopted ? 'ItemAdopted' : 'ItemVotedDown',
  data: { itemId, number, matter, title: about, subject, reviewOn, asked, body, meeting: { id, name: title }, result },
});

export const decideItem = (command: DecideItem, at: Meeting, facts: CountFacts): MeetingEvent[] => {
  const { id, itemId } = command;
  const meeting = mustBeOpen(command, at);
  obey([onlySecretaryOrChairConductsTheMeeting], command, meeting, asOpened);
  const item = mustBeOnAgenda(meeting, itemId);
  const { outcome, number, title, vote } = item;
  if (outcome && outcome.way !== 'put-off') return [];
  mustBeUndecided(item);
  must(vote, 'vote.not-open', { number, title });
  obey(
    [everyVoterHasVoted, enoughVotersHaveStayed, theChairHasStatedAView, everySecretBallotIsOpened],
    command,
    { meeting, item },
    facts,
  );
  const result = resultOf(meeting, item, countedIn(vote, facts));
  return [decisionOn(meeting, item, { id, result, adopted: isAdopted(result) })];
};

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

export const outcomeDecisions = [
  onFacts(DecideItem, decideItem, 'ItemAdopted', 'ItemVotedDown'),
  onFacts(PutOffItem, putOffItem, 'ItemPutOff'),
];
