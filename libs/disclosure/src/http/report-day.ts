import { dateOf, type Instant, isPlainDate, type PlainDate } from '#event-sourcing';
import { BadShape, mustNotLieAhead } from '#event-sourcing-nest';

const refused = (field: string, message: string) => new BadShape([{ field, message }]);

/** Throws BadShape naming the field. */
export const realDay = (field: string, text: string): PlainDate => {
  if (isPlainDate(text)) return text;
  throw refused(field, `须为 YYYY-MM-DD 形式的实有日期，收到 ${text} / must be a day such as 2023-11-30`);
};

/** A day that figures are of. Throws BadShape naming the field, RuleBroken when it is still to come. */
export const pastDay = (field: string, text: string, now: Instant): PlainDate => {
  mustNotLieAhead(field, realDay(field, text), now);
  return text;
};

/** The day that a report is of: today when none is asked for. Throws as `pastDay` does, naming `asOf`. */
export const reportDay = (asOf: string | undefined, now: Instant): PlainDate =>
  asOf === undefined ? dateOf(now) : pastDay('asOf', asOf, now);
