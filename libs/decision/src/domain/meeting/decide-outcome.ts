import { onFacts } from '#event-sourcing';
import { must, obey } from '../errors.js';
import { DecideItem, PutOffItem } from './commands.js';
import { onlySecretaryOrChairConductsTheMeeting } from './conduct-policies.js';
import type { Choice, MeetingEvent } from './events.js';
import { asOpened, type CountFacts, type ItemFacts } from './facts.js';
import {
  enoughVotersHaveStayed,
  everySecretBallotIsOpened,
  everyVoterHasVoted,
  theChairHasStatedAView,
} from './outcome-policies.js';
import { mustBeOnAgenda, mustBeOpen, mustBeUndecided } from './preconditions.js';
import { isAdopted, resultOf } from './result.js';
import type { Meeting, Vote } from './state.js';

const choicesOf = ({ opened }: CountFacts, { ballot, cast }: Vote): readonly Choice[] =>
  ballot === 'secret' ? opened! : cast.map(({ choice }) => choice!);

export const decideItem = (command: DecideItem, at: Meeting, facts: CountFacts): MeetingEvent[] => {
  const { id, itemId } = command;
  const meeting = mustBeOpen(command, at);
  obey([onlySecretaryOrChairConductsTheMeeting], command, meeting, asOpened);
  const item = mustBeOnAgenda(meeting, itemId);
  const { outcome, number, matter, title, subject, reviewOn, vote } = item;
  if (outcome && outcome.way !== 'put-off') return [];
  mustBeUndecided(item);
  must(vote, 'vote.not-open', { number, title });
  obey(
    [everyVoterHasVoted, enoughVotersHaveStayed, theChairHasStatedAView, everySecretBallotIsOpened],
    command,
    { meeting, item },
    facts,
  );
  const result = resultOf(meeting, { ...item, vote }, choicesOf(facts, vote));
  const { body } = meeting;
  const decided = {
    itemId,
    number,
    matter,
    title,
    subject,
    reviewOn,
    asked: item.asked,
    body,
    meeting: { id, name: meeting.title },
    result,
  };
  return [{ type: isAdopted(result) ? 'ItemAdopted' : 'ItemVotedDown', data: decided }];
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
  onFacts(DecideItem, decideItem, 'ItemAdopted', 'ItemVotedDown', 'ItemPutOff'),
  onFacts(PutOffItem, putOffItem, 'ItemPutOff'),
];
