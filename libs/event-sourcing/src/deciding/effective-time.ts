import { dateOf, endOfDay, type PlainDate, startOfDay } from '../clock.js';
import { amended, type AnyDecider, type Command, type CommandClass, type Earliest } from './decider.js';
import { RuleBroken } from '../errors.js';
import type { Instant, Recorded } from '../event.js';

/** What is known of a stream when a fact is added to it. */
export interface Before {
  /** When the latest of its facts happened. */
  readonly last: Instant | undefined;
  /** Its events; none where `needsPast` does not ask for them. */
  readonly past?: readonly Recorded[];
}

const laterOf = (at: Instant, last: Instant | undefined): Instant => (last !== undefined && last > at ? last : at);

const classOf = (command: Command): CommandClass => command.constructor as CommandClass;

const putsRight = (command: Command): boolean =>
  command.effectiveOn === undefined && classOf(command).puttingRight !== undefined;

/** Of a day that is named, or on which its cause was, before the last fact of the stream. */
const comesLate = ({ effectiveOn, happenedAt }: Command, last: Instant): boolean =>
  effectiveOn === undefined ? happenedAt !== undefined && happenedAt < last : effectiveOn < dateOf(last);

/** Whether its time hangs on more than the last fact: the stream's events have to be there. */
export const needsPast = (command: Command, last: Instant | undefined): boolean =>
  last !== undefined && (putsRight(command) || (classOf(command).inAnyOrder === true && comesLate(command, last)));

/** When the fact happened that is put right, or its last correction did; when the last fact did while there is none. */
const ofWhatIsPutRight = (command: Command, { last, past = [] }: Before): Instant | undefined => {
  const { puttingRight } = classOf(command);
  const putRight = past.filter((event) => puttingRight!(event, command as never));
  return putRight.length === 0 ? last : putRight.map(({ metadata }) => metadata.effectiveAt).reduce(laterOf);
};

const mustSayWhyItIsLate = (command: Command, effectiveOn: PlainDate): void => {
  const { lateSaidBy } = classOf(command);
  const today = dateOf(command.issuedAt);
  if (!lateSaidBy || effectiveOn >= today) return;
  const told: Partial<Record<string, unknown>> = { ...command };
  const isSaid = lateSaidBy.some((field) => String(told[field] ?? '').trim() !== '');
  const rule = 'whatIsEnteredLateSaysWhy';
  if (!isSaid) throw new RuleBroken('effective.late-without-reason', { rule, field: 'reason', effectiveOn, today });
};

const mustNotBeBefore = (command: Command, last: Instant | undefined, earliest: Earliest | undefined): void => {
  const { effectiveOn } = command;
  if (effectiveOn === undefined || !earliest || effectiveOn >= earliest.on) return;
  const { rule, code, on: since } = earliest;
  const lastOn = last === undefined || classOf(command).inAnyOrder ? since : dateOf(last);
  const from = lastOn > since ? lastOn : since;
  throw new RuleBroken(code, { rule, field: 'effectiveOn', effectiveOn, since, earliest: from });
};

/** Behind what happened on that day already. */
const amongThePast = (effectiveOn: string, past: readonly Recorded[]): Instant => {
  const end = endOfDay(effectiveOn);
  const upToThen = past.map(({ metadata }) => metadata.effectiveAt).filter((at) => at <= end);
  return upToThen.reduce(laterOf, startOfDay(effectiveOn));
};

/** When its cause did, behind the last fact; among the others, and never before the first, where order does not matter. */
const caused = (command: Command, { last, past = [] }: Before): Instant => {
  const { issuedAt, happenedAt = issuedAt } = command;
  if (last === undefined || !classOf(command).inAnyOrder || !comesLate(command, last)) return laterOf(happenedAt, last);
  return laterOf(amongThePast(dateOf(happenedAt), past), past[0]?.metadata.effectiveAt);
};

const ofNoDay = (command: Command, before: Before): Instant =>
  (putsRight(command) ? ofWhatIsPutRight(command, before) : undefined) ?? caused(command, before);

/**
 * When the command's facts happened: now, when their cause did, or from the start of the day named. A day on which
 * something already happened in the stream goes on from there, so that several facts of one day keep their order. What
 * puts a fact right happened when that did. A day before the last fact is for facts whose order does not matter.
 */
export const effectiveTime = (command: Command, before: Before): Instant => {
  const { effectiveOn, issuedAt } = command;
  const { last, past = [] } = before;
  if (effectiveOn === undefined) return ofNoDay(command, before);
  const start = startOfDay(effectiveOn);
  if (start > issuedAt) throw new RuleBroken('effective.ahead-of-now', { effectiveOn, today: dateOf(issuedAt) });
  if (last === undefined || start >= last) return start;
  if (dateOf(last) === effectiveOn) return last;
  if (classOf(command).inAnyOrder) return amongThePast(effectiveOn, past);
  const earliest = dateOf(last);
  throw new RuleBroken('effective.before-last', { field: 'effectiveOn', effectiveOn, last: earliest, earliest });
};

/** The command as it is decided: with the time at which its facts happened. What is entered late says why. */
export const timed = (
  command: Command,
  { earliest }: Pick<AnyDecider, 'earliest'>,
  { state, ...before }: Before & { readonly state: unknown },
): Command => {
  mustNotBeBefore(command, before.last, earliest?.(command, state));
  const effectiveAt = effectiveTime(command, before);
  if (command.effectiveOn !== undefined) mustSayWhyItIsLate(command, command.effectiveOn);
  const outOfOrder = before.last !== undefined && effectiveAt < before.last ? true : undefined;
  return amended(command, { effectiveAt, outOfOrder });
};
