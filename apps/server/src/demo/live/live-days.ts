import type { PlainDate } from '#event-sourcing';

const DAY_MS = 24 * 3_600_000;

const moved = (day: PlainDate, days: number): PlainDate =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Days before the day of loading. */
export const DELIVERED = -70;

/** The days of a round that is in work, told from the day on which the demonstration was loaded. */
export class LiveDays {
  constructor(readonly today: PlainDate) {}

  static ofDelivery(deliveredOn: PlainDate): LiveDays {
    return new LiveDays(moved(deliveredOn, -DELIVERED));
  }

  /** So many days from the day of loading; before it when less than none. */
  at(days: number): PlainDate {
    return moved(this.today, days);
  }
}
