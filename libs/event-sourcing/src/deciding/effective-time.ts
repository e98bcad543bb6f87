import { dateOf, type PlainDate, startOfDay } from '../clock.js';
import { amended, type AnyDecider, type Command, type CommandClass, type Earliest } from './decider.js';
import { RuleBroken } from '../errors.js';
import type { Instant } from '../event.js';
import type { Folded } from './folded-states.js';

const laterOf = (at: Instant, last: Instant | undefined): Instant => (last !== undefined && last > at ? last : at);

const isPuttingRight = (command: Command): boolean => (command.constructor as CommandClass).puttingRight === true;

const ofNoDay = (command: Command, last: Instant | undefined): Instant => {
  const { issuedAt, happenedAt = issuedAt } = command;
  return last !== undefined && isPuttingRight(command) ? last : laterOf(happenedAt, last);
};

const mustSayWhyItIsLate = (command: Command, effectiveOn: PlainDate): void => {
  const { lateSaidBy } = command.constructor as CommandClass;
  const today = dateOf(command.issuedAt);
  if (!lateSaidBy || effectiveOn >= today) return;
  const told: Partial<Record<string, unknown>> = { ...command };
  const isSaid = lateSaidBy.some((field) => String(told[field] ?? '').trim() !== '');
  const rule = 'whatIsEnteredLateSaysWhy';
  if (!isSaid) throw new RuleBroken('effective.late-without-reason', { rule, field: 'reason', effectiveOn, today });
};

const mustNotBeBefore = ({ effectiveOn }: Command, last: Instant | undefined, earliest: Earliest | undefined): void => {
  if (effectiveOn === undefined || !earliest || effectiveOn >= earliest.on) return;
  const { rule, code, on: since } = earliest;
  const lastOn = last === undefined ? since : dateOf(last);
  const from = lastOn > since ? lastOn : since;
  throw new RuleBroken(code, { rule, field: 'effectiveOn', effectiveOn, since, earliest: from });
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

/** The command as it is decided: with the time at which its facts happened. What is entered late says why. */
export const timed = (
  command: Command,
  { earliest }: Pick<AnyDecider, 'earliest'>,
  { state, lastEffectiveAt: last }: Pick<Folded, 'state' | 'lastEffectiveAt'>,
): Command => {
  mustNotBeBefore(command, last, earliest?.(command, state));
  const effectiveAt = effectiveTime(command, last);
  if (command.effectiveOn !== undefined) mustSayWhyItIsLate(command, command.effectiveOn);
  return amended(command, { effectiveAt });
};
