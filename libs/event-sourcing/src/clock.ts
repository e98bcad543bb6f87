import type { Instant } from './event.js';

export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };

/** A clock for specs: stands still until told otherwise. */
export class SetClock implements Clock {
  constructor(private instant: Instant) {}
  now(): Instant {
    return this.instant;
  }
  set(instant: Instant): void {
    this.instant = instant;
  }
}

/** A plain business date, `2023-11-30`, always meant in Asia/Shanghai (UTC+8, no summer time since 1992). */
export type PlainDate = string;

const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

export const isPlainDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

export const startOfDay = (date: PlainDate): Instant =>
  new Date(Date.parse(`${date}T00:00:00Z`) - SHANGHAI_MS).toISOString();

/** The last millisecond of the day. */
export const endOfDay = (date: PlainDate): Instant =>
  new Date(Date.parse(`${date}T00:00:00Z`) - SHANGHAI_MS + DAY_MS - 1).toISOString();

export const dateOf = (instant: Instant): PlainDate =>
  new Date(Date.parse(instant) + SHANGHAI_MS).toISOString().slice(0, 10);

export const dayAfter = (date: PlainDate): PlainDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

const PLANNED_WITHIN_YEARS = 10;

/** The last day that anything is planned for: one beyond it is more likely mistyped. */
export const lastPlannedDay = (today: PlainDate): PlainDate => {
  const year = Number(today.slice(0, 4)) + PLANNED_WITHIN_YEARS;
  const day = `${year}${today.slice(4)}`;
  return isPlainDate(day) ? day : `${year}-02-28`;
};

export const dayBefore = (date: PlainDate): PlainDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
