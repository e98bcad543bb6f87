import { dateOf, startOfDay } from '../clock.js';
import { amended, type Command } from './decider.js';
import { RuleBroken } from '../errors.js';
import type { Instant } from '../event.js';

const laterOf = (at: Instant, last: Instant | undefined): Instant => (last !== undefined && last > at ? last : at);

/**
 * When the command's facts happened: now, when their cause did, or from the start of the day named. A day on which
 * something already happened in the stream goes on from there, so that several facts of one day keep their order.
 */
export const effectiveTime = (command: Command, last: Instant | undefined): Instant => {
  const { effectiveOn, issuedAt, happenedAt = issuedAt } = command;
  if (effectiveOn === undefined) return laterOf(happenedAt, last);
  const start = startOfDay(effectiveOn);
  if (start > issuedAt) throw new RuleBroken('effective.ahead-of-now', { effectiveOn, today: dateOf(issuedAt) });
  if (last === undefined || start >= last) return start;
  if (dateOf(last) === effectiveOn) return last;
  throw new RuleBroken('effective.before-last', { effectiveOn, last: dateOf(last) });
};

/** The command as it is decided: with the time at which its facts happened. */
export const timed = <C extends Command>(command: C, last: Instant | undefined): C =>
  amended<Command>(command, { effectiveAt: effectiveTime(command, last) }) as C;
