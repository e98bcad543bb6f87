import type { LedgerStatus } from '../reading/ledger/words.js';
import type { LedgerIssue, LedgerTask, StatedRegulation } from '../reading/ledger/reading.js';

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

/** As a ledger is read, so it is written; what stands in every line that is written is not left out. */
export interface WrittenIssue extends Omit<
  LedgerIssue,
  'taskTitle' | 'status' | 'closedHow' | 'sheet' | 'row' | 'other'
> {
  readonly number: number;
  readonly area: string;
  readonly heading: string;
  readonly text: string;
  readonly status: LedgerStatus;
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
}

export interface WrittenTask extends Omit<
  LedgerTask,
  'leader' | 'progress' | 'status' | 'owners' | 'leadUnits' | 'sheet' | 'row' | 'other'
> {
  readonly title: string;
  readonly status?: LedgerStatus;
}

export interface WrittenRegulation extends StatedRegulation {
  readonly issueNumbers: readonly number[];
}
