import { dateOf, startOfDay } from '../clock.js';
import { amended, type Command, type CommandClass } from './decider.js';
import { RuleBroken } from '../errors.js';
import type { Instant } from '../event.js';

const laterOf = (at: Instant, last: Instant | undefined): Instant => (last !== undefined && last > at ? last : at);

const isPuttingRight = (command: Command): boolean => (command.constructor as CommandClass).puttingRight === true;

const ofNoDay = (command: Command, last: Instant | undefined): Instant => {
  const { issuedAt, happenedAt = issuedAt } = command;
  return last !== undefined && isPuttingRight(command) ? last : laterOf(happenedAt, last);
};

/**
 * When the command's facts happened: now, when their cause did, or from the start of the day named. A day on which
 * something already happened in the stream goes on from there, so that several facts of one day keep their order.
 * What only puts right happens when the last fact did.
 */
export const effectiveTime = (command: Command, last: Instant | undefined): Instant => {
  const { effectiveOn, issuedAt } = command;
  if (effectiveOn === undefined) return ofNoDay(command, last);
  const start = startOfDay(effectiveOn);
  if (start > issuedAt) throw new RuleBroken('effective.ahead-of-now', { effectiveOn, today: dateOf(issuedAt) });
  if (last === undefined || start >= last) return start;
  if (dateOf(last) === effectiveOn) return last;
  const earliest = dateOf(last);
  throw new RuleBroken('effective.before-last', { field: 'effectiveOn', effectiveOn, last: earliest, earliest });
};

/** The command as it is decided: with the time at which its facts happened. */
export const timed = <C extends Command>(command: C, last: Instant | undefined): C =>
  amended<Command>(command, { effectiveAt: effectiveTime(command, last) }) as C;
