import type { LedgerClass, LedgerStatus } from './words.js';

/** Business dates are plain dates, YYYY-MM-DD. What the sheet does not say is absent, never an empty string. */
export interface LedgerReading {
  readonly kind: 'ledger';
  readonly sha256?: string;
  readonly sheets: readonly LedgerSheet[];
  readonly title?: string;
  readonly organisation?: string;
  readonly team?: string;
  readonly deliveredOn?: string;
  readonly asOf?: string;
  readonly countingRule?: string;
  readonly issues: readonly LedgerIssue[];
  readonly tasks: readonly LedgerTask[];
  readonly regulations: readonly LedgerRegulation[];
  readonly people: readonly LedgerPerson[];
  readonly units: readonly string[];
  readonly stated: LedgerCounts;
  readonly found: Required<LedgerCounts>;
  readonly unread: readonly UnreadRow[];
  readonly warnings: readonly LedgerRemark[];
  readonly notes: readonly LedgerRemark[];
}

export interface LedgerSheet {
  readonly name: string;
  readonly kind: TableKind | 'unknown';
  readonly headerRows: readonly number[];
  readonly lastRow: number;
  /** By field what was taken for it, letter and title: "S 销号日期". */
  readonly columns?: Readonly<Record<string, string>>;
}

export type TableKind = 'issues' | 'tasks' | 'regulations' | 'people';

export const countNames = ['areas', 'headings', 'issues', 'tasks', 'closed', 'longTerm', 'regulations'] as const;
export type LedgerCounts = { readonly [name in (typeof countNames)[number]]?: number };

export interface LedgerIssue {
  readonly number?: number;
  readonly area?: string;
  readonly heading?: string;
  readonly text?: string;
  readonly class?: LedgerClass;
  readonly criterion?: string;
  readonly leader?: string;
  readonly leadUnit?: string;
  readonly supportingUnits: readonly string[];
  readonly handler?: string;
  readonly startedOn?: string;
  readonly firstDueOn?: string;
  readonly dueOn?: string;
  readonly progress?: string;
  readonly status?: WrittenStatus;
  readonly closedOn?: string;
  readonly closedHow?: string;
  readonly longTerm?: { readonly reason?: string; readonly reviewOn?: string };
  readonly evidenceList: readonly string[];
  readonly measures: readonly string[];
  readonly taskNumbers: readonly number[];
  /** The wording of the row's task, where the ledger writes it beside the issue. */
  readonly taskTitle?: string;
  readonly regulations: readonly StatedRegulation[];
  readonly remark?: string;
  readonly sheet: string;
  readonly row: number;
  /** Unknown columns and values that were not understood, by column title, as written. */
  readonly other: Readonly<Record<string, string>>;
}

export interface WrittenStatus {
  readonly text: string;
  readonly understood?: LedgerStatus;
}

export interface LedgerTask {
  readonly number: number;
  readonly title?: string;
  readonly issueNumbers: readonly number[];
  readonly measures: readonly string[];
  /** Absent when the linked rows name several; all of them are in `owners` and `leadUnits`. */
  readonly owner?: string;
  readonly leadUnit?: string;
  readonly leader?: string;
  readonly dueOn?: string;
  readonly progress?: string;
  readonly status?: WrittenStatus;
  readonly remark?: string;
  readonly owners: readonly string[];
  readonly leadUnits: readonly string[];
  readonly sheet: string;
  readonly row: number;
  readonly other: Readonly<Record<string, string>>;
}

/** The title is without its book-title marks 《》. */
export interface StatedRegulation {
  readonly title: string;
  readonly documentNumber?: string;
  readonly date?: string;
  readonly kind?: 'made' | 'revised';
}

export interface LedgerRegulation extends StatedRegulation {
  readonly issueNumbers: readonly number[];
  readonly remark?: string;
  readonly sheet: string;
  readonly row: number;
  readonly other?: Readonly<Record<string, string>>;
}

export interface LedgerPerson {
  readonly name: string;
  readonly unit?: string;
  readonly post?: string;
  readonly other?: Readonly<Record<string, string>>;
}

export interface UnreadRow {
  readonly sheet: string;
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** `column` is the letter and the title: "S 销号日期". */
export interface LedgerRemark {
  readonly code: string;
  readonly sheet: string;
  readonly row?: number;
  readonly column?: string;
  readonly message: string;
}
