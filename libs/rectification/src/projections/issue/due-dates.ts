import { evolving } from '#event-sourcing';
import type { ExtensionGranted, IssueAssigned, IssueReopened } from '../../domain/issue/events.js';

/** By when an issue is to be rectified; null before it is given to anybody. */
export interface DueDates {
  /** As first set; never lost. */
  readonly firstDueOn: string | null;
  readonly dueOn: string | null;
}

export const noDueDates: DueDates = { firstDueOn: null, dueOn: null };

export const dueDatesAfter = evolving<DueDates, IssueAssigned | ExtensionGranted | IssueReopened>({
  IssueAssigned: ({ firstDueOn }, { data: { dueOn } }) => ({ firstDueOn: firstDueOn ?? dueOn, dueOn }),
  ExtensionGranted: ({ firstDueOn }, { data: { to } }) => ({ firstDueOn, dueOn: to }),
  IssueReopened: ({ firstDueOn, dueOn }, { data }) => ({ firstDueOn, dueOn: data.dueOn ?? dueOn }),
});
