import type { PlainDate } from '#event-sourcing';
import type { IssueStatus } from '#rectification';
import type { ReportSource, ReportTotals } from './report-content.js';

/** Something that happened to an issue between the two days. */
export interface ComparedEvent {
  /** As an act is called, e.g. 报告进展. */
  readonly name: string;
  readonly by: string;
  readonly on: PlainDate;
  /** Entered behind the second day. */
  readonly late?: true;
}

export interface ComparedIssue {
  readonly number: string;
  readonly text: string;
  readonly status: {
    /** null: it was not listed yet. */
    readonly from: IssueStatus | null;
    readonly to: IssueStatus;
  };
  /** It was taken up anew in between, and is worked on. */
  readonly reopened?: true;
  readonly events: readonly ComparedEvent[];
}

export interface ComparedTotals extends Pick<
  ReportTotals,
  'issues' | 'closed' | 'longTerm' | 'regulations' | 'accountability' | 'moneyRecovered'
> {
  /** Neither closed nor long-term. */
  readonly open: number;
  readonly extensionRequested: number;
  readonly tasks: number;
  readonly tasksCompleted: number;
  /** 口径, as a sentence. */
  readonly countingRule: string;
}

/** Two days of a round as data: the figures of both, then each issue that changed, with the events between. */
export interface RoundComparison {
  readonly templateVersion: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly title: string;
  readonly organisation: string;
  readonly totals: {
    /** null: there was no such round yet. */
    readonly from: ComparedTotals | null;
    readonly to: ComparedTotals;
  };
  readonly issues: readonly ComparedIssue[];
  readonly source: ReportSource;
}
