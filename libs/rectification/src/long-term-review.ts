import { dayAfter, idOf, type Process, startOfDay } from '#event-sourcing';
import { ReopenIssue } from './domain/issue/outcome/reopening.js';
import type { LongTermApproved, LongTermCarriedOver } from './domain/issue/events.js';

/** Long-term is not the end: when the review day has passed without a decision, the issue returns to rectifying by itself. */
export const longTermReview: Process<LongTermApproved | LongTermCarriedOver> = {
  name: 'longtermreview',
  commands: [ReopenIssue],
  types: new Set(['LongTermApproved', 'LongTermCarriedOver']),
  instance: ({ stream }) => idOf(stream),
  react: ({ id, stream, data: { reviewOn } }) => [
    {
      command: ReopenIssue,
      id: idOf(stream),
      fields: {
        source: 'review-date-passed',
        placement: id,
        happenedAt: startOfDay(dayAfter(reviewOn)),
        reason: `长期整改复核日期 ${reviewOn} 已过,未作出决定`,
      },
      dueAt: startOfDay(dayAfter(reviewOn)),
    },
  ],
};
