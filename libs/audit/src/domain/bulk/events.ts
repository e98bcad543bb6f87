// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';

/** What became of one row: taken when it has no code. */
export interface BulkRow {
  /** Of the thing acted on, where the row named one that could be read. */
  readonly id?: string;
  readonly code?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** 批量办理: one request with many commands, and what became of each. `hash` is the request's, by which a repetition is known. */
export type BulkTaken = Event<
  'BulkTaken',
  { readonly act: string; readonly hash: string; readonly rows: readonly BulkRow[] }
>;

export type BulkEvent = BulkTaken;
