import type { Command } from '#event-sourcing';
import { type Policy, unless } from '../commands.js';
import type { DecideItem } from './commands.js';
import type { Dealing } from './chair-view.js';
import type { CountFacts } from './facts.js';
import { hasCast } from './state.js';
import { votersMissing } from './balloting.js';
import { presidingOver, rulesOf } from './voters.js';

export const everyVoterHasVoted: Policy<DecideItem, Dealing> = (_, { item: { vote, number } }) => {
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
export const enoughVotersHaveStayed: Policy<DecideItem, Dealing> = (_, dealing) =>
  votersMissing(dealing, dealing.item.vote?.voters ?? []);

export const theChairHasStatedAView: Policy<Command, Dealing> = (_, { meeting, item }) =>
  unless(!rulesOf(meeting).chairSpeaksLast || item.chairView !== undefined, 'item.chair-view-missing', {
    number: item.number,
    chair: presidingOver(meeting, item)?.name,
  });

export const everySecretBallotIsOpened: Policy<DecideItem, Dealing, CountFacts> = (
  _,
  { item: { vote, number } },
  { opened },
) =>
  unless(vote?.ballot !== 'secret' || opened?.length === vote.cast.length, 'vote.not-opened', {
    number,
    cast: vote?.cast.length,
    opened: opened?.length ?? 0,
  });
