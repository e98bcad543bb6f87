// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';
import type { Named, Provenance } from '../round/events.js';
import type { AccountabilityKind, EntryEvent, IssueCorrected } from './correction/correction-events.js';
import type { DecidedBySignOffs, EndingEvent, Signature } from './outcome/ending-events.js';

export type { Named, Provenance };
export type * from './correction/correction-events.js';
export type * from './outcome/ending-events.js';

/** 立行立改 / 分阶段整改 / 持续整改 */
export type IssueClass = 'immediate' | 'phased' | 'continuous';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The day the figure is true of. */
  readonly on: string;
}

export interface EvidenceFile {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
}

export type IssueDelivered = Event<
  'IssueDelivered',
  {
    readonly roundId: string;
    readonly number: string;
    readonly area: string;
    readonly heading: string;
    readonly text: string;
    readonly class: IssueClass;
    /** 整改标准; evidence is asked for each of them at closure. */
    readonly criteria: readonly string[];
    readonly provenance?: Provenance;
    /** What the import did not understand, by column. */
    readonly asDelivered?: Readonly<Record<string, string>>;
  }
>;
/** To whom an issue is given, and by when it is to be rectified. */
export interface Assigned {
  readonly leader: Named;
  readonly leadUnit: Named;
  readonly supportingUnits: readonly Named[];
  readonly handler: Named;
  readonly dueOn: string;
}
export type IssueAssigned = Event<'IssueAssigned', Assigned>;
/** By a hand-over that both have signed; `handover` is the id of the event by which it was accepted. */
export type HandlerChanged = Event<
  'HandlerChanged',
  { readonly from: Named; readonly to: Named; readonly handover: string }
>;
export type IssueClaimed = Event<'IssueClaimed', { readonly unit: Named }>;
export type IssueClaimedByLeader = Event<'IssueClaimedByLeader', { readonly leader: Named }>;
/** Version 2: figures carry their unit and day; version 1 had a plain map from name to number. */
export type ProgressReported = Event<
  'ProgressReported',
  {
    readonly narrative: string;
    readonly measures: readonly string[];
    readonly percent: number;
    readonly figures: readonly Figure[];
    readonly evidence: readonly string[];
    /** Where a delivered report says so; nobody reported it here, and `percent` is what it was before. */
    readonly provenance?: Provenance;
  }
>;
export type ProgressCorrected = Event<
  'ProgressCorrected',
  {
    /** Event id of the report that this one corrects. */
    readonly corrects: string;
    readonly narrative: string;
    readonly measures: readonly string[];
    readonly percent: number;
    readonly figures: readonly Figure[];
  }
>;
export type EvidenceAttached = Event<
  'EvidenceAttached',
  EvidenceFile & {
    /** The day the evidence is of, which is not the day it was handed in. */
    readonly datedOn: string;
    /** Numbers of the criteria it speaks for, from 1. */
    readonly criteria: readonly number[];
    readonly replaces?: string;
  }
>;
export interface Regulation {
  readonly title: string;
  readonly documentNumber?: string;
  /** Absent: what was handed in does not date it. */
  readonly date?: string;
}
export type RegulationMade = Event<'RegulationMade', Regulation>;
export type RegulationRevised = Event<'RegulationRevised', Regulation>;
export type ExtensionRequested = Event<'ExtensionRequested', { readonly from: string; readonly to: string }>;
export type ExtensionGranted = Event<'ExtensionGranted', { readonly from: string; readonly to: string }>;
export type ExtensionRefused = Event<'ExtensionRefused', { readonly asked: string }>;
export type RequirementWaived = Event<
  'RequirementWaived',
  {
    readonly requirement: 'tasks' | 'progress' | 'evidence';
    readonly criterion?: number;
    /** Absent in events of before several had to sign. */
    readonly decided?: DecidedBySignOffs;
  }
>;
/** By one of those who decide on the closure; it counts once enough have signed. */
export type RequirementWaiverSigned = Event<
  'RequirementWaiverSigned',
  {
    readonly requirement: 'tasks' | 'progress' | 'evidence';
    readonly criterion?: number;
    readonly signature: Signature;
    readonly count: number;
    readonly required: number;
  }
>;
export type AccountabilityRecorded = Event<
  'AccountabilityRecorded',
  { readonly kind: AccountabilityKind; readonly number: number }
>;
export type MoneyRecovered = Event<'MoneyRecovered', { /** Fen. */ readonly amount: number }>;

export type IssueEvent =
  | IssueDelivered
  | IssueCorrected
  | IssueAssigned
  | HandlerChanged
  | IssueClaimed
  | IssueClaimedByLeader
  | ProgressReported
  | ProgressCorrected
  | EvidenceAttached
  | RegulationMade
  | RegulationRevised
  | ExtensionRequested
  | ExtensionGranted
  | ExtensionRefused
  | RequirementWaived
  | RequirementWaiverSigned
  | AccountabilityRecorded
  | MoneyRecovered
  | EntryEvent
  | EndingEvent;
