import { dateOf, endOfDay, type Instant, isPlainDate, type Moment, type PlainDate, RuleBroken } from '#event-sourcing';
import { BadShape } from './bad-shape.js';
import type { MomentQuery } from './moment.query.js';

/** Of a day to come nothing is known, and today's figures under its date would be taken for those of that day. */
export const mustNotLieAhead = (field: string, day: PlainDate, now: Instant): void => {
  const today = dateOf(now);
  if (day > today) throw new RuleBroken('query.moment-ahead', { field, day, today });
};

const instant = (field: string, text: string | undefined): Instant | undefined => {
  if (text === undefined) return undefined;
  if (isPlainDate(text)) return endOfDay(text);
  const at = new Date(text);
  if (!isPlainDate(text.slice(0, 10)) || Number.isNaN(at.getTime())) {
    throw new BadShape([{ field, message: `没有这个日期或时间：${text} / there is no such day or time: ${text}` }]);
  }
  return at.toISOString();
};

export interface Door {
  readonly now: Instant;
  /** Whether a day to come may be asked about, as planning does. */
  readonly planning?: boolean;
}

/** The only door for a moment that is asked about. Throws BadShape, or RuleBroken for one that lies ahead. */
export const momentOf = (query: MomentQuery, { now, planning = false }: Door): Moment => {
  const asOf = instant('asOf', query.asOf);
  const knownAt = instant('knownAt', query.knownAt);
  if (asOf !== undefined && !planning) mustNotLieAhead('asOf', dateOf(asOf), now);
  if (knownAt !== undefined) mustNotLieAhead('knownAt', dateOf(knownAt), now);
  return { asOf, knownAt };
};
