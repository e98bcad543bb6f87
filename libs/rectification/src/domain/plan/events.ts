// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';
import type { Decided, DecidedByMeeting, EvidenceFile, Signature } from '../issue/events.js';
import type { Named, PlanPolicy } from '../round/events.js';

export type { PlanPolicy };

export interface PlanContent {
  readonly title: string;
  readonly text: string;
  readonly files: readonly EvidenceFile[];
  /** Who wrote it, besides whoever submits it. */
  readonly authors: readonly Named[];
}

/** What the decision is on: one edition and its digest. */
interface OfEdition {
  readonly edition: number;
  readonly contentHash: string;
}

/** 整改方案; editions count from 1. */
export type PlanSubmitted = Event<
  'PlanSubmitted',
  PlanContent &
    OfEdition & {
      /** In force at the submission; what changes later takes nothing from it. Absent in events of before it was pinned. */
      readonly policy?: PlanPolicy;
    }
>;
export type PlanReturned = Event<'PlanReturned', OfEdition>;
export type PlanSignedOff = Event<
  'PlanSignedOff',
  OfEdition & { readonly signature: Signature; readonly count: number; readonly required: number }
>;
export type PlanApproved = Event<'PlanApproved', OfEdition & { readonly decided: Decided }>;
export type PlanRejected = Event<'PlanRejected', OfEdition & { readonly signature: Signature }>;
/** 会议未通过整改方案 */
export type PlanVotedDown = Event<'PlanVotedDown', OfEdition & { readonly decided: DecidedByMeeting }>;

export type PlanEvent = PlanSubmitted | PlanReturned | PlanSignedOff | PlanApproved | PlanRejected | PlanVotedDown;
