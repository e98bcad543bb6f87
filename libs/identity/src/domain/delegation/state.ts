import { dateOf, type Instant, type PlainDate } from '#event-sourcing';
import type { WorkDelegated } from './events.js';

/** What one person lets another do, now. */
export interface Delegation {
  /** Whether there ever was one. */
  readonly known: boolean;
  readonly open?: WorkDelegated['data'];
}

export const inItsDays = ({ since, until }: WorkDelegated['data'], today: PlainDate): boolean =>
  since <= today && today <= until;

export const isOver = ({ until }: WorkDelegated['data'], now: Instant): boolean => until < dateOf(now);
