import { type Decider, on } from '#event-sourcing';
import { AcceptClock } from './commands.js';
import type { TimekeepingEvent } from './events.js';

const acceptClock = ({ wall, expected }: AcceptClock): TimekeepingEvent[] => [
  { type: 'ClockAccepted', data: { wall, expected } },
];

/** What people have said of the machine's clock. Nothing is decided on it: the event itself, by its time, is what counts. */
export const timekeepingDecider: Decider<Record<string, never>, TimekeepingEvent> = {
  category: 'timekeeping',
  initial: {},
  evolve: (state) => state,
  decisions: [on(AcceptClock, acceptClock, 'ClockAccepted')],
};
