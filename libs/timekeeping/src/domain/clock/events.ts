// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event, Instant } from '#event-sourcing';

/** 确认时钟: somebody at the machine says that its clock is right, although it stands far from where it should. */
export type ClockAccepted = Event<'ClockAccepted', { readonly wall: Instant; readonly expected: Instant }>;

export type TimekeepingEvent = ClockAccepted;
