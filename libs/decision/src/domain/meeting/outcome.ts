import { onFacts } from '#event-sourcing';
import { votersMissing } from './balloting.js';
import { theChairHasStatedAView } from './chair-view.js';
import {
  asOpened,
  type Dealing,
  IsId,
  MeetingCommand,
  must,
  mustBeOnAgenda,
  mustBeOpen,
  mustBeUndecided,
  obey,
  onlySecretaryOrChairConductsTheMeeting,
  type OpenMeetingState,
  type Policy,
  unless,
} from './conduct.js';
import type { Choice, ItemAdopted, ItemVotedDown, MeetingEvent, Result } from './events.js';
import { type Counted, isAdopted, resultOf } from './result.js';
import { hasCast, type Item, type Meeting, type Vote } from './state.js';

export class DecideItem extends MeetingCommand {
  @IsId() itemId!: string;
}

export interface CountFacts {
  /** Secret: the opened ballots, in no order. */
  readonly opened?: readonly Choice[];
}

const everyVoterHasVoted: Policy<DecideItem, Dealing> = (_, { item: { vote, number } }) => {
  const missing = vote?.voters.filter(({ id }) => !hasCast(vote, id)) ?? [];
  const names = vote?.ballot === 'named' ? { names: missing.map(({ name }) => name) } : {};
  return unless(missing.length === 0, 'vote.incomplete', {
    number,
    cast: vote?.cast.length,
    voters: vote?.voters.length,
    missing: missing.length,
    ...names,
  });
};

/** Voters may have left while the vote was open. */
const enoughVotersHaveStayed: Policy<DecideItem, Dealing> = (_, dealing) =>
  votersMissing(dealing, dealing.item.vote?.voters ?? []);

const everySecretBallotIsOpened: Policy<DecideItem, Dealing, CountFacts> = (
  _,
  { item: { vote, number } },
  { opened },
) =>
  unless(vote?.ballot !== 'secret' || opened?.length === vote.cast.length, 'vote.not-opened', {
    number,
    cast: vote?.cast.length,
    opened: opened?.length ?? 0,
  });

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

export const outcomeDecisions = [onFacts(DecideItem, decideItem, 'ItemAdopted', 'ItemVotedDown')];
