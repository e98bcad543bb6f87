import type { PlainDate } from '#event-sourcing';

const DAY_MS = 24 * 3_600_000;

export const daysAfter = (day: PlainDate, count: number): PlainDate =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
