import type { FieldError, SheetTitle, SheetTold } from '#contracts';

/** What became of one row. */
export interface BulkRowTold {
  /** From 1, as they came. */
  readonly row: number;
  /** 行: of the sheet that the rows came in. */
  readonly line?: number;
  /** 列: where the refused field stands in that sheet. */
  readonly column?: SheetTitle;
  /** Of the thing acted on. */
  readonly id?: string;
  readonly taken: boolean;
  /** The code of the refusal, its details and its sentence, as the command itself would answer them. */
  readonly code?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** The field that the refusal speaks of. */
  readonly field?: string;
  readonly why?: { readonly zh: string; readonly en: string };
  /** Of a wrong shape: which field, and what was expected of it. */
  readonly errors?: readonly FieldError[];
}

export interface BulkTold {
  /** Of the whole: the events of all rows name it as their cause. Absent when nothing was stored for it. */
  readonly commandId?: string;
  /** Nothing was stored: `taken` is what would have been, none where one refused row refuses all. */
  readonly dryRun?: true;
  readonly taken: number;
  readonly refused: number;
  readonly rows: readonly BulkRowTold[];
  /** How the sheet was read that the rows came in. */
  readonly sheet?: SheetTold;
  /** Reads with `after` this position show what was taken. */
  readonly position?: string;
  /** Whether the request was taken before, and this is the answer that it had. */
  readonly repeated: boolean;
}
