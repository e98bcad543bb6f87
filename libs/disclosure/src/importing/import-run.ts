import type { Instant, Position } from '#event-sourcing';
import type { LedgerCounts, LedgerSheet } from '../reading/ledger/reading.js';
import type { ReportReading } from '../reading/report/reading.js';
import type { ImportOutcome, ImportRefusal, ImportWarning, ListedCounts } from './import-outcome.js';
import type { ImportStage, Rows } from './import-watch.js';

/** `queued`: another import comes first. `refused`: nothing was stored, `refusals` say why. `failed`: neither is known to be. */
export type ImportState = 'queued' | ImportStage | 'done' | 'refused' | 'cancelled' | 'failed';

/** What the file was understood as. */
export type Understood =
  | { readonly kind: 'ledger'; readonly found: LedgerCounts; readonly sheets: readonly LedgerSheet[] }
  | { readonly kind: 'report'; readonly found: ReportReading['found'] };

export interface ImportResult {
  readonly round: { readonly id: string; readonly title?: string; readonly counts?: ListedCounts };
  /** Commands of the plan by name. */
  readonly commands?: Readonly<Record<string, number>>;
  /** After a dry run: what to send for it to be stored. */
  readonly toStore?: string;
  readonly stored?: { readonly position: Position; readonly events?: number };
}

/** What has become of an import so far. */
export interface ImportRun {
  readonly id: string;
  readonly state: ImportState;
  readonly file?: { readonly name: string; readonly sha256: string };
  /** Whether nothing is to be stored. */
  readonly dryRun: boolean;
  readonly begunAt: Instant;
  readonly endedAt?: Instant;
  /** Of the stage that it is at. */
  readonly rows?: Rows;
  readonly understood?: Understood;
  /** The first 500. */
  readonly warnings: readonly ImportWarning[];
  readonly warningCount: number;
  readonly refusals: readonly ImportRefusal[];
  /** Of a failure: its code and sentence. */
  readonly failure?: { readonly code: string; readonly message: string };
  readonly result?: ImportResult;
}

const MOST_WARNINGS = 500;

const understoodIn = ({ reading }: ImportOutcome): Understood =>
  reading.kind === 'ledger'
    ? { kind: 'ledger', found: reading.found, sheets: reading.sheets }
    : { kind: 'report', found: reading.found };

/** The outcome without what grows with the file. */
export const toldOf = (
  outcome: ImportOutcome,
): Pick<ImportRun, 'understood' | 'warnings' | 'warningCount' | 'refusals' | 'result'> => {
  const { round, commands, warnings, refusals, stored, toStore } = outcome;
  return {
    understood: understoodIn(outcome),
    warnings: warnings.slice(0, MOST_WARNINGS),
    warningCount: warnings.length,
    refusals,
    result: refusals.length > 0 ? undefined : { round, commands, stored, toStore },
  };
};
