import { declare, internal } from '#event-sourcing-nest';
import { AcceptClock } from './domain/clock/commands.js';

export const timekeepingActs = declare('timekeeping', {
  AcceptClock: internal(
    AcceptClock,
    '确认时钟',
    'Accept the clock',
    'whoever works on the machine, by `rectify clock accept`',
  ),
});
