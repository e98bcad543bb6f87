import type { PlainDate } from '#event-sourcing';

const DAY_MS = 24 * 3_600_000;
const [HOLIDAY_FROM, HOLIDAY_TO] = ['2023-09-29', '2023-10-06'];

const dayBefore = (day: PlainDate): PlainDate =>
  new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);

export const isWorkingDay = (day: PlainDate): boolean => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday > 0 && weekday < 6 && (day < HOLIDAY_FROM || day > HOLIDAY_TO);
};

/** Weekends and the National Day holiday of 2023 do not count. */
export const workingDaysBefore = (day: PlainDate, count: number): PlainDate => {
  let [at, left] = [day, count];
  while (left > 0) {
    at = dayBefore(at);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
};

export const monthEnd = (day: PlainDate): PlainDate => {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};
