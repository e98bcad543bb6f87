import type { PlainDate } from './reading.js';

export interface FoundDate {
  readonly index: number;
  readonly end: number;
  /** First and last day meant: 2023年3月 is 2023-03-01 to 2023-03-31. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly isDay: boolean;
}

interface Parts {
  readonly year?: number | undefined;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
}

const pattern = new RegExp(
  [
    String.raw`(?<![\d.])(?<y1>(?:19|20)\d\d) ?年(?: ?(?<m1>\d{1,2}) ?月份?(?: ?(?<d1>\d{1,2}) ?[日号])?|度?)`,
    String.raw`(?<![\d.])(?<y2>(?:19|20)\d\d)(?<mark>[-./])(?<m2>\d{1,2})\k<mark>(?<d2>\d{1,2})(?!\d)`,
    String.raw`(?<![\d.])(?<m3>\d{1,2}) ?月份?(?: ?(?<d3>\d{1,2}) ?[日号])?`,
    String.raw`(?<=[至到~—-] ?)(?<d4>\d{1,2}) ?[日号]`,
  ].join('|'),
  'g',
);

const numberOf = (written: string | undefined): number | undefined =>
  written === undefined ? undefined : Number(written);

const partsOf = (groups: Record<string, string | undefined>): Parts => ({
  year: numberOf(groups['y1'] ?? groups['y2']),
  month: numberOf(groups['m1'] ?? groups['m2'] ?? groups['m3']),
  day: numberOf(groups['d1'] ?? groups['d2'] ?? groups['d3'] ?? groups['d4']),
});

const two = (value: number): string => String(value).padStart(2, '0');
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const spanOf = (year: number, parts: Parts): Pick<FoundDate, 'from' | 'to' | 'isDay'> | undefined => {
  const { month, day } = parts;
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31`, isDay: false };
  if (month < 1 || month > 12) return undefined;
  const last = daysIn(year, month);
  if (day === undefined) {
    return { from: `${year}-${two(month)}-01`, to: `${year}-${two(month)}-${two(last)}`, isDay: false };
  }
  if (day < 1 || day > last) return undefined;
  const date = `${year}-${two(month)}-${two(day)}`;
  return { from: date, to: date, isDay: true };
};

const completed = (parts: Parts, prior: FoundDate | undefined, chronological: boolean) => {
  if (parts.year !== undefined) return spanOf(parts.year, parts);
  if (prior === undefined) return undefined;
  const year = Number(prior.from.slice(0, 4));
  const month = parts.month ?? Number(prior.from.slice(5, 7));
  const span = spanOf(year, { ...parts, month });
  const isEarlier = chronological && span !== undefined && span.to < prior.from;
  return isEarlier ? spanOf(year + 1, { ...parts, month }) : span;
};

/**
 * Dates of a text in its order. A date without a year takes it from the date before it; in a chronological
 * text (the lead) it moves on to the next year rather than back. Impossible dates are left out.
 */
export const datesIn = (key: string, chronological: boolean, prior?: FoundDate): FoundDate[] => {
  const dates: FoundDate[] = [];
  let before = prior;
  for (const match of key.matchAll(pattern)) {
    const span = completed(partsOf(match.groups ?? {}), before, chronological);
    if (!span) continue;
    before = { index: match.index, end: match.index + match[0].length, ...span };
    dates.push(before);
  }
  return dates;
};

export const withoutDates = (key: string): string => key.replace(pattern, (date) => ' '.repeat(date.length));
