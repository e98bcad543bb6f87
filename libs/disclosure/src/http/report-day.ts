import { dateOf, type Instant, isPlainDate, type PlainDate } from '#event-sourcing';
import { BadShape } from '#event-sourcing-nest';

const refused = (field: string, message: string) => new BadShape([{ field, message }]);

/** Throws BadShape naming the field. */
export const realDay = (field: string, text: string): PlainDate => {
  if (isPlainDate(text)) return text;
  throw refused(field, `须为 YYYY-MM-DD 形式的实有日期，收到 ${text} / must be a day such as 2023-11-30`);
};

/** The day that a report is of: today when none is asked for, never one to come. Throws BadShape naming `asOf`. */
export const reportDay = (asOf: string | undefined, now: Instant): PlainDate => {
  const today = dateOf(now);
  if (asOf === undefined) return today;
  if (realDay('asOf', asOf) > today)
    throw refused('asOf', `统计截至日 ${asOf} 晚于今天 ${today} / the day lies ahead of today`);
  return asOf;
};
