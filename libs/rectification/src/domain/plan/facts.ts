import type { PlainDate } from '#event-sourcing';
import type { EvidenceFile } from '../issue/events.js';
import type { Named, PlanPolicy } from '../round/events.js';
import type { Signatories } from '../sign-offs.js';

export interface SubmissionFacts {
  readonly isOfARound: boolean;
  /** Of the round's findings; absent while the round is unknown. */
  readonly deliveredOn?: PlainDate;
  readonly planPolicy?: PlanPolicy;
  readonly uploaded: readonly EvidenceFile[];
  readonly authors: readonly Named[];
  /** The edition that the digest was made for. */
  readonly edition: number;
  readonly contentHash: string;
}

export interface PlanDecisionFacts {
  readonly planPolicy: PlanPolicy;
  /** Where the policy names a body whose members sign. */
  readonly signatories?: Signatories;
}
