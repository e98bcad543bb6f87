import { dateOf } from '../clock.js';
import { amended, type AnyDecider, type Command } from './decider.js';
import { RuleBroken } from '../errors.js';
import { type Event, inOrderOfDays, type Instant, type Recorded } from '../event.js';
import type { Bound } from './receipt.js';

/** As far as it had come by then, of all that is known now. */
const stateAt = (decider: AnyDecider, past: readonly Recorded[], at: Instant): unknown =>
  inOrderOfDays(past)
    .filter(({ metadata }) => metadata.effectiveAt <= at)
    .reduce((state, event) => decider.evolve(state, event) as unknown, decider.initial as unknown);

/** The last moment of each later day on which something happened. */
const laterDays = (past: readonly Recorded[], { effectiveAt }: Command): Instant[] => {
  const last = new Map<string, Instant>();
  for (const { metadata } of inOrderOfDays(past)) {
    if (metadata.effectiveAt > effectiveAt) last.set(dateOf(metadata.effectiveAt), metadata.effectiveAt);
  }
  return [...last.values()];
};

/**
 * Decides a fact that is told behind later ones. It must be one that can be told now, and one that could be told on its
 * day; a day on which it could not is refused with the first one on which it could.
 */
const decideLate = (bound: Bound, command: Command, now: unknown, past: readonly Recorded[]): readonly Event[] => {
  const { decider, decide, facts } = bound;
  const on: Deciding = (at) => decide(amended(command, { effectiveAt: at }), stateAt(decider, past, at), facts);
  const today = decide(command, now, facts);
  if (today.length === 0) return [];
  const onItsDay = taken(on, command, past);
  if (typesOf(onItsDay) === typesOf(today)) return onItsDay;
  throw notBeforeTheLast(command, past);
};

type Deciding = (at: Instant) => readonly Event[];

const taken = (on: Deciding, command: Command, past: readonly Recorded[]): readonly Event[] => {
  try {
    return on(command.effectiveAt);
  } catch (error) {
    if (!(error instanceof RuleBroken)) throw error;
    throw notYet(error, command, firstOf(laterDays(past, command), on));
  }
};

const typesOf = (events: readonly Event[]): string => events.map(({ type }) => type).join(' ');

/**
 * What it does to its thing besides, such as ending a request that waits now, it would not do on a day before that request:
 * such a fact is told with a day that is not before the last one.
 */
const notBeforeTheLast = ({ effectiveOn }: Command, past: readonly Recorded[]): RuleBroken => {
  const earliest = dateOf(inOrderOfDays(past).at(-1)!.metadata.effectiveAt);
  return new RuleBroken('effective.before-last', { field: 'effectiveOn', effectiveOn, last: earliest, earliest });
};

const firstOf = (moments: readonly Instant[], on: (at: Instant) => unknown): Instant | undefined =>
  moments.find((at) => {
    try {
      on(at);
      return true;
    } catch (error) {
      if (error instanceof RuleBroken) return false;
      throw error;
    }
  });

const notYet = (error: RuleBroken, { effectiveOn }: Command, first: Instant | undefined): RuleBroken =>
  first === undefined
    ? error
    : new RuleBroken('effective.too-early', {
        field: 'effectiveOn',
        effectiveOn,
        earliest: dateOf(first),
        because: error.code,
      });

/** What puts right is decided on what is known now, whatever day it is of. */
export const decide = (bound: Bound, command: Command, now: unknown, past: readonly Recorded[]): readonly Event[] =>
  command.outOfOrder && command.effectiveOn !== undefined
    ? decideLate(bound, command, now, past)
    : bound.decide(command, now, bound.facts);
