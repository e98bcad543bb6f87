import { datesIn, type FoundDate } from './dates.js';
import { excerpt, withoutTitles, type Sentence } from './lines.js';
import type { PlainDate, ReportWarning } from './reading.js';

/** A date that is only aimed at (力争2024年6月底前) is a plan, not a fact. */
const isPlan = (key: string, date: FoundDate): boolean =>
  /^(?:[底末]|年底)?(?:以?前|之前)/.test(key.slice(date.end, date.end + 6)) ||
  /(?:力争|争取|预计|计划[于在到]?|拟[于在]?|将[于在]|确保|到)[^,。]{0,4}$/.test(
    key.slice(Math.max(0, date.index - 8), date.index),
  );

export const laterFactIn = (sentence: Sentence, asOf: PlainDate): ReportWarning | undefined => {
  const key = withoutTitles(sentence.key);
  const later = datesIn(key, false).find((date) => date.from > asOf && !isPlan(key, date));
  if (!later) return undefined;
  const date = sentence.text.slice(later.index, later.end);
  const message = `统计截至${asOf},该句却写到之后的“${date}”:“${excerpt(sentence.text)}”`;
  return { code: 'fact-after-as-of', line: sentence.line, message };
};
