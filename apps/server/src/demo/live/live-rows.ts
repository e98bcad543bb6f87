import type { IssueRow } from '../tables/rows.js';

/** How far an issue of the round in work has come when the demonstration is loaded. */
export type Stage =
  | 'delivered'
  | 'assigned'
  | 'working'
  | 'reported'
  | 'requested'
  | 'endorsed'
  | 'submitted'
  | 'half-signed'
  | 'closed'
  | 'long-term'
  | 'returned'
  | 'reopened'
  | 'extension-asked'
  | 'placement-half-signed';

export interface LiveRow extends Omit<IssueRow, 'closedOn'> {
  readonly stage: Stage;
  readonly heading: string;
  /** Days from the day of loading to the due date; less than none: overdue. */
  readonly due: number;
  /** As reported last. */
  readonly percent: number;
}

export interface LiveTaskRow {
  readonly title: string;
  readonly issue: number;
  readonly measure: string;
  readonly stage: 'planned' | 'working' | 'completed';
  readonly due: number;
}
