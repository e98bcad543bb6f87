import { dateOf, type Instant, isPlainDate, type PlainDate } from '#event-sourcing';
import { BadShape } from '#event-sourcing-nest';

const refused = (message: string) => new BadShape([{ field: 'asOf', message }]);

/** The day that a report is of: today when none is asked for, never one to come. Throws BadShape naming `asOf`. */
export const reportDay = (asOf: string | undefined, now: Instant): PlainDate => {
  const today = dateOf(now);
  if (asOf === undefined) return today;
  if (!isPlainDate(asOf))
    throw refused(`须为 YYYY-MM-DD 形式的实有日期，收到 ${asOf} / must be a day such as 2023-11-30`);
  if (asOf > today) throw refused(`统计截至日 ${asOf} 晚于今天 ${today} / the day lies ahead of today`);
  return asOf;
};
