import type { Position } from '#event-sourcing';
import type { LedgerReading } from '../reading/ledger/reading.js';
import type { ReportReading } from '../reading/report/reading.js';
import type { Place } from './import-request.js';

export interface ImportWarning extends Place {
  readonly code: string;
  readonly column?: string;
  readonly message: string;
  /** Other lines of the file that the warning speaks of. */
  readonly related?: readonly number[];
}

/** What stands in the way of a commit: the rule's code with its numbers, and where in the file. */
export interface ImportRefusal extends Place {
  readonly code: string;
  /** Of a ledger, letter and title: "S 销号日期". */
  readonly column?: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** How many of each the round's register would list. */
export interface ListedCounts {
  readonly areas: number;
  readonly headings: number;
  readonly issues: number;
  readonly tasks: number;
}

interface Outcome {
  readonly file: { readonly name: string; readonly sha256: string };
  readonly round: { readonly id: string; readonly title: string; readonly counts: ListedCounts };
  /** Commands of the plan by name. */
  readonly commands: Readonly<Record<string, number>>;
  /** Those of the reading first, then those of the plan. */
  readonly warnings: readonly ImportWarning[];
  readonly refusals: readonly ImportRefusal[];
  /** Whether nothing was stored. */
  readonly dryRun: boolean;
  /** After a dry run: what to send for it to be stored, when no refusal stands in the way. */
  readonly toStore?: string;
  /** Absent after a dry run. */
  readonly stored?: { readonly position: Position; readonly events: number };
}

export type ImportOutcome = Outcome &
  (
    | { readonly kind: 'report'; readonly reading: ReportReading }
    | { readonly kind: 'ledger'; readonly reading: LedgerReading }
  );
