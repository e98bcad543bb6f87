import type {
  Decided,
  EvidenceFile,
  Figure,
  Assigned,
  IssueClass,
  IssueFields,
  IssueReopened,
  Named,
  RequirementWaived,
  RequirementWaiverSigned,
  Signature,
} from '../../domain/issue/events.js';
import type { ClosurePolicy, Provenance } from '../../domain/round/events.js';
import type { Act, Agreed } from '../act.js';
import type { IssueStatus } from '../../domain/issue/lifecycle.js';
import type { Way } from '../ledger/ledger-row.js';
import type { Correctable } from './correctable.js';
import type { DueDates } from './due-dates.js';
import type { AccountabilityEntry, RecoveryEntry, WithdrawnEntry } from './entry-rows.js';
import type { RegulationEntry } from '../round/regulations.js';

export interface Assignment extends Act, Assigned {}

export interface ProgressEntry extends Act {
  readonly narrative: string;
  readonly measures: readonly string[];
  readonly percent: number;
  readonly figures: readonly Figure[];
  /** SHA-256 of the files named with it. */
  readonly evidence: readonly string[];
  /** The entry that this one corrects, and the one that corrects it; both stay in the list. */
  readonly corrects: string | null;
  readonly correctedBy: string | null;
  /** The delivered report that says so; null when it was reported here. */
  readonly provenance: Provenance | null;
}

export interface EvidenceEntry extends Act, EvidenceFile {
  readonly datedOn: string;
  readonly criteria: readonly number[];
  /** From 1; the version before it has the SHA-256 in `replaces`. */
  readonly version: number;
  readonly replaces: string | null;
  readonly replacedBy: string | null;
}

export interface ExtensionEntry extends Act {
  readonly from: string;
  readonly to: string;
  readonly state: 'requested' | 'granted' | 'refused' | 'voided';
  readonly decided: Act | null;
}

export interface SignOff extends Act {
  readonly signature: Signature;
  readonly count: number;
  readonly required: number;
}

export interface Endorsement extends Act {
  readonly level: 'unit' | 'office';
  readonly contentHash: string;
  readonly opinion: string;
}

export interface ClosureOutcome extends Act {
  readonly kind: 'approved' | 'returned' | 'voided' | 'rejected' | 'voted-down' | 'long-term';
  /** Who sent it back. */
  readonly level: 'unit' | 'office' | null;
  readonly contentHash: string | null;
  readonly decided: Decided | null;
  readonly signature: Signature | null;
}

/** One request for closure and all that came of it. */
export interface ClosureAttempt extends Act {
  readonly contentHash: string;
  readonly involved: readonly string[];
  readonly statement: string;
  /** In force at the request; null where none was pinned. */
  readonly policy: ClosurePolicy | null;
  readonly endorsements: readonly Endorsement[];
  readonly signOffs: readonly SignOff[];
  readonly outcome: ClosureOutcome | null;
}

export interface Placement extends Act {
  readonly reviewOn: string;
  readonly way: Way;
  readonly signOffs: readonly SignOff[];
  /** null while members of the leading group are still signing. */
  readonly placed: Act | null;
  /** A meeting decided against it. */
  readonly votedDown: Act | null;
  readonly decided: Decided | null;
  readonly provenance: Provenance | null;
}

export interface Closing extends Act {
  readonly on: string;
  readonly way: Way;
  readonly contentHash: string | null;
  readonly decided: Decided | null;
  readonly provenance: Provenance | null;
}

/** Everything that is known about one issue. Lists are in the order of recording; nothing ever leaves one. */
export interface IssueRow extends Correctable<IssueFields>, DueDates {
  readonly id: string;
  readonly roundId: string;
  readonly number: string;
  readonly area: string;
  readonly heading: string;
  readonly text: string;
  readonly class: IssueClass;
  readonly criteria: readonly string[];
  readonly status: IssueStatus;
  /** Word for word as it was delivered; `text` is as it was corrected last. */
  readonly deliveredText: string;
  readonly delivered: Act;
  readonly provenance: Provenance | null;
  readonly asDelivered: Readonly<Record<string, string>>;
  /** The last one is in force. */
  readonly assignments: readonly Assignment[];
  /** After a failed re-check or a relapse, until it is closed or placed again. */
  readonly reopened: boolean;
  readonly claims: readonly (Act & { readonly unit: Named })[];
  /** 班子成员认领. */
  readonly leaderClaims: readonly (Act & { readonly leader: Named })[];
  readonly percent: number;
  readonly progress: readonly ProgressEntry[];
  readonly evidence: readonly EvidenceEntry[];
  readonly regulations: readonly RegulationEntry[];
  readonly extensions: readonly ExtensionEntry[];
  readonly waivers: readonly (Act & Agreed & RequirementWaived['data'])[];
  /** Signature by signature; a waiver counts once it stands among the waivers. */
  readonly waiverSignatures: readonly (Act & RequirementWaiverSigned['data'])[];
  readonly closureAttempts: readonly ClosureAttempt[];
  readonly placements: readonly Placement[];
  /** The closing in force, null while the issue is open. Earlier ones stay among the attempts and reopenings. */
  readonly closed: Closing | null;
  readonly reopenings: readonly (Act & IssueReopened['data'] & { readonly closing: Closing | null })[];
  /** Entries stand corrected; what was withdrawn is in `withdrawn` alone. */
  readonly accountability: readonly AccountabilityEntry[];
  /** Amounts in fen (分). */
  readonly recoveries: readonly RecoveryEntry[];
  readonly withdrawn: readonly WithdrawnEntry[];
}
