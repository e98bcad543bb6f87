import type { ClosurePolicy } from '../../round/events.js';
import type { Signatories } from '../../sign-offs.js';

/** A task linked to the issue, as it stands when the command is taken. */
export interface LinkedTask {
  readonly id: string;
  readonly number: string;
  readonly completed: boolean;
  /** Persons who reported on it, handled, evidenced or completed it. */
  readonly involved: readonly string[];
}

/** What is to be closed, as it is now, and by which policy. */
export interface ClosureFacts {
  /** Digest of the issue's and its tasks' content now. */
  readonly currentHash: string;
  /** The content version that the digest was taken of. */
  readonly contentVersion?: number;
  readonly linkedTasks: readonly LinkedTask[];
  readonly closurePolicy: ClosurePolicy;
}

/** Of a decision by signature. */
export interface SigningFacts extends ClosureFacts {
  /** Where the policy names a body whose members sign. */
  readonly signatories?: Signatories;
}
