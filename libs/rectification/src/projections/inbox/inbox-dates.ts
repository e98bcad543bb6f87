import type { PlainDate } from '#event-sourcing';
import { daysAfter } from './days-after.js';
import type { Wait, WaitKind } from './inbox-waits.js';
import type { InboxRow } from './inbox.js';

/** How long before its review a long-term issue is looked at. */
export const REVIEW_AHEAD_DAYS = 30;

const wait = ({ waits }: InboxRow, kind: WaitKind, desk: Wait['desk']): Wait => ({
  kind,
  desk,
  since: waits[0]!.since,
  signed: [],
  required: null,
  barred: [],
});

/** What waits because a day has come. A plan has none, and what is done has nothing that waits. */
export const timely = (row: InboxRow, today: PlainDate): Wait[] => {
  const { status, dueOn, reviewOn, waits } = row;
  if (waits.length === 0) return [];
  if (status === 'long-term') {
    const isNear = reviewOn !== null && reviewOn <= daysAfter(today, REVIEW_AHEAD_DAYS);
    return isNear ? [wait(row, 'review-due', 'office')] : [];
  }
  return dueOn !== null && dueOn < today ? [wait(row, 'overdue', 'overseers')] : [];
};
