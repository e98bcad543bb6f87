// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';
import type { Named } from '../issue/events.js';

export type { Named };

/** Open work as it stood when it was put to the successor. */
export interface WorkItem {
  readonly kind: 'issue' | 'task';
  readonly id: string;
  readonly roundId: string;
  readonly number: string;
}

interface Handing {
  readonly from: Named;
  readonly to: Named;
  readonly unit: Named;
  readonly work: readonly WorkItem[];
}

/** Signed by whoever leaves, or by the head of the unit for somebody already gone. */
export type HandoverProposed = Event<'HandoverProposed', Handing & { readonly signedFor: 'self' | 'unit' }>;
/** Signed by the successor; `proposal` is the id of the event that was signed first. */
export type HandoverAccepted = Event<'HandoverAccepted', Handing & { readonly proposal: string }>;
export type HandoverDeclined = Event<'HandoverDeclined', { readonly proposal: string; readonly to: Named }>;
export type HandoverWithdrawn = Event<'HandoverWithdrawn', { readonly proposal: string; readonly to: Named }>;

export type HandoverEvent = HandoverProposed | HandoverAccepted | HandoverDeclined | HandoverWithdrawn;
