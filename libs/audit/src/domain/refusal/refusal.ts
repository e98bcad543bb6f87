import { type Decider, type Instant, dateOf, on } from '#event-sourcing';
import { RecordRefusal } from './commands.js';
import type { RefusalEvent } from './events.js';

const recordRefusal = ({ refusal }: RecordRefusal): RefusalEvent[] => [{ type: 'RequestRefused', data: refusal }];

/** What one person was refused on one day. Nothing is decided on it, so nothing is remembered. */
export const refusalDecider: Decider<Record<string, never>, RefusalEvent> = {
  category: 'refusals',
  initial: {},
  evolve: (state) => state,
  decisions: [on(RecordRefusal, recordRefusal, 'RequestRefused')],
};

export const refusalIdOf = (personId: string, at: Instant): string => `${personId}-${dateOf(at)}`;
