// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';

/** How many of each the delivered report asserts; `null` where it does not say. */
export interface Breakdown {
  readonly findings: number | null;
  readonly areas: number | null;
  readonly headings: number | null;
  readonly tasks: number | null;
  readonly issues: number | null;
}

/** 口径: which states count as completed. Long-term and basically-done are outside unless named here. */
export interface CountingRule {
  readonly version: number;
  readonly text: string;
  readonly longTermCounts: boolean;
}

/** Somebody or something by id, with the name as it was. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Signature {
  readonly personId: string;
  readonly name: string;
  readonly post?: string;
  readonly unit?: string;
}

/** So many members of the leading group sign; where a body is named, only its entitled members. */
export interface BySignOffs {
  readonly way: 'sign-offs';
  readonly required: number;
  readonly body?: Named;
}
/** A body decides at its meeting. */
export interface ByMeeting {
  readonly way: 'meeting';
  readonly body: Named;
}

/** Which levels endorse a closure request, and how it is decided. */
export type ClosurePolicy = (BySignOffs | ByMeeting) & { readonly endorsements: readonly ('unit' | 'office')[] };
/** How the round's plan (整改方案) is decided; a closure is another matter. */
export type PlanPolicy = BySignOffs | ByMeeting;

/** The delivered file a fact was taken from. */
export interface Provenance {
  readonly file: string;
  readonly sha256: string;
  readonly sheet?: string;
  /** 1-based row of a sheet, or line of a text. */
  readonly row?: number;
}

export interface Contact {
  readonly phone?: string;
  readonly mail?: string;
  readonly address?: string;
  readonly period?: string;
}

export type RoundOpened = Event<
  'RoundOpened',
  {
    readonly title: string;
    readonly organisation: string;
    readonly team: string;
    readonly inspectedFrom: string;
    readonly inspectedTo: string;
    readonly deliveredOn: string;
    readonly breakdown: Breakdown;
    readonly countingRule: CountingRule;
    readonly closurePolicy: ClosurePolicy;
    /** Absent: the usual one. */
    readonly planPolicy?: PlanPolicy;
    readonly provenance?: Provenance;
  }
>;
export interface RoundFields {
  readonly title: string;
  readonly organisation: string;
  readonly team: string;
  readonly inspectedFrom: string;
  readonly inspectedTo: string;
  readonly deliveredOn: string;
}
/** `corrects` is the id of the event by which the round was opened. */
export type RoundCorrected = Event<
  'RoundCorrected',
  { readonly corrects: string; readonly from: Partial<RoundFields>; readonly to: Partial<RoundFields> }
>;
/** What a delivered report states of the whole, as of its day; `null` where it does not say. */
export interface StatedResults {
  readonly asOf: string | null;
  readonly closed: number | null;
  readonly longTerm: number | null;
  readonly regulations: number | null;
}

/** Told by a delivered report under no issue: its heading is lost. */
export interface ReplyApart {
  readonly text: string;
  /** 1-based line of the text. */
  readonly line: number;
  readonly area: string | null;
  /** Number of the issue that it stands behind; null when it stands before all. */
  readonly behind: string | null;
  /** The one number that is missing there. */
  readonly number: string | null;
}

export type FindingTextRecorded = Event<
  'FindingTextRecorded',
  {
    readonly text: string;
    readonly sha256: string;
    readonly provenance?: Provenance;
    readonly stated?: StatedResults;
    readonly repliesApart?: readonly ReplyApart[];
  }
>;
export type FindingTextSuperseded = Event<
  'FindingTextSuperseded',
  { readonly text: string; readonly sha256: string; readonly supersedes: string; readonly provenance?: Provenance }
>;
export type BreakdownRevised = Event<'BreakdownRevised', { readonly from: Breakdown; readonly to: Breakdown }>;
export type CountingRuleChanged = Event<
  'CountingRuleChanged',
  { readonly from: CountingRule; readonly to: CountingRule }
>;
export type ClosurePolicyChanged = Event<
  'ClosurePolicyChanged',
  {
    readonly from: ClosurePolicy;
    readonly to: ClosurePolicy;
    /** Where others or fewer decide under it: who wanted it; the actor agreed. */
    readonly proposedBy?: Signature;
  }
>;
/** By which others or fewer would decide; in force once another leader asks for the same. */
export type ClosurePolicyChangeProposed = Event<
  'ClosurePolicyChangeProposed',
  { readonly from: ClosurePolicy; readonly to: ClosurePolicy; readonly proposedBy: Signature }
>;
export type PlanPolicyChanged = Event<
  'PlanPolicyChanged',
  { readonly from: PlanPolicy; readonly to: PlanPolicy; readonly proposedBy?: Signature }
>;
/** As of closures: in force once another leader asks for the same. */
export type PlanPolicyChangeProposed = Event<
  'PlanPolicyChangeProposed',
  { readonly from: PlanPolicy; readonly to: PlanPolicy; readonly proposedBy: Signature }
>;
/** How the organisation set up the work: leading group, plan, meetings; printed in the official report. */
export type WorkOrganised = Event<'WorkOrganised', { readonly paragraphs: readonly string[] }>;
export type ContactAnnounced = Event<'ContactAnnounced', Contact>;
/** The round's register of issues: keeps numbers unique and the breakdown true. */
export type IssueListed = Event<
  'IssueListed',
  { readonly issueId: string; readonly number: string; readonly area: string; readonly heading: string }
>;
/** Together with the correction of the issue. */
export type IssueListingCorrected = Event<
  'IssueListingCorrected',
  {
    readonly issueId: string;
    readonly from: { readonly area?: string; readonly heading?: string };
    readonly to: { readonly area?: string; readonly heading?: string };
  }
>;
export type TaskListed = Event<
  'TaskListed',
  { readonly taskId: string; readonly number: string; readonly issueIds: readonly string[] }
>;

export type RoundEvent =
  | RoundOpened
  | RoundCorrected
  | FindingTextRecorded
  | FindingTextSuperseded
  | BreakdownRevised
  | CountingRuleChanged
  | ClosurePolicyChanged
  | ClosurePolicyChangeProposed
  | PlanPolicyChanged
  | PlanPolicyChangeProposed
  | WorkOrganised
  | ContactAnnounced
  | IssueListed
  | IssueListingCorrected
  | TaskListed;
