import type { LedgerClass, LedgerStatus } from '../reading/ledger/words.js';
import type { StatedRegulation } from '../reading/ledger/reading.js';

/** What a ledger workbook is written from. Dates are plain dates, YYYY-MM-DD; issues come in the order of the ledger. */
export interface LedgerWorkbook {
  /** As it stands above the table. */
  readonly title: string;
  /** As the round is called. */
  readonly round: string;
  readonly organisation?: string;
  readonly team?: string;
  readonly deliveredOn?: string;
  readonly asOf: string;
  /** One sentence: what is counted as closed, and over what. */
  readonly countingRule: string;
  readonly issues: readonly WrittenIssue[];
  readonly tasks: readonly WrittenTask[];
  readonly regulations: readonly WrittenRegulation[];
}

export interface WrittenIssue {
  readonly number: number;
  readonly area: string;
  readonly heading: string;
  readonly text: string;
  readonly class?: LedgerClass;
  readonly criterion?: string;
  readonly taskNumbers: readonly number[];
  readonly measures: readonly string[];
  readonly leader?: string;
  readonly leadUnit?: string;
  readonly supportingUnits: readonly string[];
  readonly handler?: string;
  readonly startedOn?: string;
  readonly firstDueOn?: string;
  readonly dueOn?: string;
  readonly progress?: string;
  readonly status: LedgerStatus;
  readonly longTerm?: { readonly reason?: string; readonly reviewOn?: string };
  readonly evidenceList: readonly string[];
  readonly regulations: readonly StatedRegulation[];
  readonly closedOn?: string;
  readonly closedHow?: 'decided-here' | 'carried-over';
  /** Body, meeting, item and votes, where a meeting decided here. */
  readonly closedAtMeeting?: string;
  /** Each extension asked for, with what came of it. */
  readonly extensions?: string;
  /** Persons and cases by kind. */
  readonly accountability?: string;
  /** Money, in words. */
  readonly recovered?: string;
  /** Opinions of those who reviewed the last request for closure. */
  readonly review?: string;
  /** Why it was taken up again. */
  readonly recheck?: string;
  readonly remark?: string;
}

export interface WrittenTask {
  readonly number: number;
  readonly title: string;
  readonly issueNumbers: readonly number[];
  readonly measures: readonly string[];
  readonly owner?: string;
  readonly leadUnit?: string;
  readonly dueOn?: string;
  readonly status?: LedgerStatus;
  readonly remark?: string;
}

export interface WrittenRegulation extends StatedRegulation {
  readonly issueNumbers: readonly number[];
}
