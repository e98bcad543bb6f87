// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';
import type { EvidenceFile, Figure, Named } from '../issue/events.js';
import type { Provenance } from '../round/events.js';

export type { Named, Provenance };

export type TaskPlanned = Event<
  'TaskPlanned',
  {
    readonly roundId: string;
    readonly number: string;
    readonly title: string;
    readonly issueIds: readonly string[];
    readonly measures: readonly string[];
    readonly dueOn?: string;
    readonly provenance?: Provenance;
  }
>;
export interface TaskFields {
  readonly title?: string;
  readonly measures?: readonly string[];
}
/** `corrects` is the id of the event by which the task was planned. */
export type TaskCorrected = Event<
  'TaskCorrected',
  { readonly corrects: string; readonly from: TaskFields; readonly to: TaskFields }
>;
export type TaskAssigned = Event<
  'TaskAssigned',
  { readonly unit: Named; readonly handler: Named; readonly dueOn: string }
>;
export type TaskHandlerChanged = Event<
  'TaskHandlerChanged',
  { readonly from: Named; readonly to: Named; readonly handover: string }
>;
export type TaskProgressReported = Event<
  'TaskProgressReported',
  { readonly narrative: string; readonly percent: number; readonly figures: readonly Figure[] }
>;
export type TaskEvidenceAttached = Event<'TaskEvidenceAttached', EvidenceFile & { readonly datedOn: string }>;
export type TaskCompleted = Event<'TaskCompleted', { readonly statement: string }>;
/** The ledger said that the task was done; nobody reported it here. */
export type TaskCarriedOver = Event<
  'TaskCarriedOver',
  { readonly completedOn: string; readonly provenance: Provenance }
>;

export type TaskEvent =
  | TaskPlanned
  | TaskCorrected
  | TaskAssigned
  | TaskHandlerChanged
  | TaskProgressReported
  | TaskEvidenceAttached
  | TaskCompleted
  | TaskCarriedOver;
