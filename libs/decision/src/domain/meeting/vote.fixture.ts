import { informed } from '#event-sourcing/testing';
import type { Named } from '../body/events.js';
import { by, nine, ready, secretary, subject } from '../examples.js';
import { CastVote, OpenVote } from './commands.js';
import type { BallotFacts } from './vote.js';
import type { VoteFacts } from './balloting.js';

/** A vote of five on one item, as its specs ask for it. */
export const opening = (over: Partial<OpenVote & VoteFacts> = {}) =>
  informed<OpenVote, VoteFacts>(OpenVote, {
    itemId: 'item-1',
    ballot: 'named',
    current: ready(),
    actor: by(secretary),
    ...over,
  });
export const casting = (voter: Named, over: Partial<CastVote & BallotFacts> = {}) =>
  informed<CastVote, BallotFacts>(CastVote, { itemId: 'item-1', choice: 'yes', actor: by(voter), ...over });
export const five = nine.slice(0, 5);
export const involving = (...persons: Named[]) => ready(subject('i1', { involved: persons.map(({ id }) => id) }));
