import type {
  AccountabilityRecorded,
  EvidenceAttached,
  Figure,
  IssueClass,
  IssueDelivered,
  MoneyRecovered,
  Named,
  RegulationMade,
  RequirementWaived,
  Signature,
} from './events.js';
import type { Provenance } from '../round/events.js';

export interface Assignment {
  readonly leader: Named;
  readonly leadUnit: Named;
  readonly supportingUnits: readonly Named[];
  readonly handler: Named;
  readonly dueOn: string;
}

/** A report with the words of its last correction. */
export interface ProgressEntry {
  readonly id: string;
  readonly personId: string;
  readonly unitId?: string;
  /** For whom the person reported; that one's unit is told by the assignment only. */
  readonly onBehalfOf?: string;
  readonly on: string;
  readonly narrative: string;
  readonly measures: readonly string[];
  readonly percent: number;
  readonly figures: readonly Figure[];
  readonly evidence: readonly string[];
  /** The delivered report that says so; absent when it was reported here. */
  readonly provenance?: Provenance;
}

/** What was entered, by the id of the event that entered it; as it stands after all corrections. */
type Entry<Fields> = Fields & { readonly id: string };

export type RegisteredRegulation = Entry<RegulationMade['data'] & { readonly kind: 'made' | 'revised' }>;

export interface Endorsement {
  readonly level: 'unit' | 'office';
  readonly personId: string;
}

/** What a closure request gathered so far. */
export interface Review {
  readonly contentHash: string;
  readonly endorsements: readonly Endorsement[];
  readonly signatures: readonly Signature[];
}

export interface PendingPlacement {
  readonly reviewOn: string;
  readonly signatures: readonly Signature[];
}

export type Standing =
  | { readonly status: 'undelivered' | 'delivered' | 'assigned' }
  | { readonly status: 'rectifying'; readonly after?: 'return' | 'rejection' | 'reopening' }
  | { readonly status: 'closure-requested' | 'under-review' | 'submitted'; readonly review: Review }
  | { readonly status: 'closed'; readonly carriedOver?: { readonly closedOn: string } }
  | {
      readonly status: 'long-term';
      readonly reviewOn: string;
      /** Event id of the placement in force. */
      readonly placement: string;
      readonly carriedOver: boolean;
    };

export interface Issue {
  readonly standing: Standing;
  /** As it stands after all corrections. */
  readonly delivered: IssueDelivered['data'];
  /** Id of the event that says it as it was delivered. */
  readonly deliveredBy: string;
  readonly assignment?: Assignment;
  /** The due date that was set first; extensions and reassignments leave it. */
  readonly firstDueOn?: string;
  readonly claimedBy?: string;
  readonly progress: readonly ProgressEntry[];
  /** In force; what was replaced is in the history only. */
  readonly evidence: readonly EvidenceAttached['data'][];
  readonly regulations: readonly RegisteredRegulation[];
  readonly extension?: { readonly to: string; readonly requestedBy: readonly string[] };
  readonly lastExtension?: 'granted' | 'refused';
  readonly waivers: readonly RequirementWaived['data'][];
  readonly pendingPlacement?: PendingPlacement;
  /** Raised by every fact that changes the content. */
  readonly contentVersion: number;
  readonly decidedHere: boolean;
  /** Ids of agenda items whose decision stands in this issue's history. */
  readonly decidedItems: ReadonlySet<string>;
  readonly accountability: readonly Entry<AccountabilityRecorded['data']>[];
  /** Fen, one entry a recovery. */
  readonly recoveries: readonly Entry<MoneyRecovered['data']>[];
  /** Entries that are no longer among their like. */
  readonly withdrawn: readonly Entry<{ readonly entries: 'regulations' | 'accountability' | 'recoveries' }>[];
  /** Persons by what they did, over the issue's whole life: reopening makes nobody impartial. */
  readonly reporters: ReadonlySet<string>;
  readonly evidenceProviders: ReadonlySet<string>;
  readonly handlers: ReadonlySet<string>;
  readonly requesters: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

export const noIssue: Issue = {
  standing: { status: 'undelivered' },
  delivered: {
    roundId: '',
    number: '',
    area: '',
    heading: '',
    text: '',
    class: 'immediate' as IssueClass,
    criteria: [],
  },
  deliveredBy: '',
  progress: [],
  evidence: [],
  regulations: [],
  waivers: [],
  contentVersion: 0,
  decidedHere: false,
  decidedItems: none,
  accountability: [],
  recoveries: [],
  withdrawn: [],
  reporters: none,
  evidenceProviders: none,
  handlers: none,
  requesters: none,
};

export const reviewOf = ({ standing }: Issue): Review | undefined =>
  'review' in standing ? standing.review : undefined;

/** What a closure request is pinned to: everything that deciders are shown, and nothing that says who decides. */
export const contentOf = ({ delivered, progress, evidence, regulations, waivers, ...issue }: Issue): object => ({
  text: delivered.text,
  criteria: delivered.criteria,
  progress,
  evidence,
  regulations: regulations.map(({ title, documentNumber, date, kind }) => ({ title, documentNumber, date, kind })),
  waivers,
  accountability: issue.accountability.map(({ kind, number }) => ({ kind, number })),
  recoveries: issue.recoveries.map(({ amount }) => amount),
});
