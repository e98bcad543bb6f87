import type { DeclaredContext } from '#event-sourcing-nest';
import { timekeepingActs } from './acts.js';
import { timekeepingDecider } from './domain/clock/timekeeping.js';
import { timekeepingEventTypes } from './event-types.js';

/** What is said of time itself: of the machine's clock. */
export const timekeeping: DeclaredContext = {
  name: 'timekeeping',
  deciders: [timekeepingDecider],
  views: [],
  acts: timekeepingActs,
  problems: {
    'clock.implausible': {
      kind: 'unavailable',
      zh: '服务器时钟明显不对，暂不写入；请校正时钟，或在服务器上执行 rectify clock accept 确认',
      en: 'The clock of the server cannot be right, and nothing is stored: put it right, or accept it there with rectify clock accept',
    },
  },
  eventTypes: timekeepingEventTypes,
  pictures: {},
};
export { timekeepingDecider, timekeepingEventTypes };
export * from './domain/clock/commands.js';
export type * from './domain/clock/events.js';
