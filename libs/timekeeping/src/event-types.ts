import { type EventTypeTexts, fact } from '#contracts';
import type { TimekeepingEvent } from './domain/clock/events.js';

export const timekeepingEventTypes: EventTypeTexts<TimekeepingEvent['type']> = {
  ClockAccepted: fact('确认时钟', 'The clock of the machine was accepted'),
};
