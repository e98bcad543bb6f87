import type { PlainDate } from '#event-sourcing';
import type { Named } from '../issue/events.js';
import type { WorkItem } from './events.js';

/** A person of the directory, with the posts that matter here. */
export interface Holder extends Named {
  /** In the unit, by first and last day. */
  readonly posts: readonly { readonly unitId: string; readonly from: PlainDate; readonly to?: PlainDate }[];
}

export interface ProposalFacts {
  readonly leaver: Holder;
  readonly successor: Holder;
  readonly unit: Named;
  /** What the leaver handles and has not finished. */
  readonly work: readonly WorkItem[];
}

export interface AcceptanceFacts {
  /** Absent when no hand-over is open. */
  readonly successor?: Holder;
}
