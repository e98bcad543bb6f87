import { type Decider, type Instant, dateOf, on } from '#event-sourcing';
import { RecordReading } from './commands.js';
import type { ReadingEvent } from './events.js';

const recordReading = ({ kind, act, target, count, asOf, times }: RecordReading): ReadingEvent[] => [
  { type: kind === 'export' ? 'MaterialExported' : 'SensitiveRead', data: { act, target, count, asOf, times } },
];

/** What one account looked at or took out on one day. Nothing is decided on it, so nothing is remembered. */
export const readingDecider: Decider<Record<string, never>, ReadingEvent> = {
  category: 'reading',
  initial: {},
  evolve: (state) => state,
  decisions: [on(RecordReading, recordReading, 'SensitiveRead', 'MaterialExported')],
};

export const readingIdOf = (accountId: string, at: Instant): string => `${accountId}-${dateOf(at)}`;
