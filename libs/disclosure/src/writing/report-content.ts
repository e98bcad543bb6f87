import type { Instant, PlainDate, Position } from '#event-sourcing';
import type { IssueStatus } from '#rectification';

/** A number of issues and its rate in percent under the counting rule; `null` where there is nothing to count. */
export interface Share {
  readonly count: number;
  readonly rate: number | null;
}

export type AccountabilityKind =
  'discipline' | 'organisational' | 'admonition' | 'referral' | 'criticism' | 'self-criticism';

export interface ReportTotals {
  readonly findings: number | null;
  readonly areas: number | null;
  readonly headings: number | null;
  readonly tasks: number | null;
  readonly issues: number;
  readonly closed: Share;
  readonly longTerm: Share;
  /** Every further category in the order of printing, e.g. 正在整改, 申请延期. */
  readonly others: readonly (Share & { readonly label: string })[];
  readonly regulations: number;
  /** Persons or cases of every kind: a zero is printed too. */
  readonly accountability: Readonly<Record<AccountabilityKind, number>>;
  /** Fen. */
  readonly moneyRecovered: number;
}

export interface ReportFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The day the figure is true of. */
  readonly on?: PlainDate;
}

export interface ReportRegulation {
  readonly kind: 'made' | 'revised';
  readonly title: string;
  readonly documentNumber?: string;
  readonly date?: PlainDate;
}

/** The delivered ledger that asserts a status; it was not decided here. */
export interface CarriedOver {
  readonly file: string;
  readonly sha256?: string;
  readonly sheet?: string;
  /** 1-based. */
  readonly row?: number;
}

export interface Remainder {
  readonly reason?: string;
  readonly nextSteps?: string;
  readonly dueOn?: PlainDate;
  /** On the day of the report `dueOn` has passed. */
  readonly overdue?: boolean;
  readonly reviewOn?: PlainDate;
  readonly responsible?: string;
}

/** The issue was ended and is worked on anew, or was ended again since. */
export interface ReportReopening {
  readonly on: PlainDate;
  /** The end before it. */
  readonly closedOn?: PlainDate;
  readonly source: 're-check' | 'relapse' | 'review-date-passed';
}

export interface ReportIssue {
  readonly number: string;
  readonly text: string;
  /** As of the report's date. Only `closed` is ever printed as closed. */
  readonly status: IssueStatus;
  /** By its unit and by its leader, as long as nothing else has been done. */
  readonly claimed?: { readonly byUnit: boolean; readonly byLeader: boolean };
  readonly extensionRequested?: boolean;
  readonly closedOn?: PlainDate;
  readonly carriedOver?: CarriedOver;
  /** Body, meeting and item behind the end in force, where a meeting decided it. */
  readonly decidedAt?: string;
  /** When its closure was entered, where that was after the day of the report. */
  readonly enteredOn?: PlainDate;
  /** The last one. */
  readonly reopened?: ReportReopening;
  /** The delivered report whose words are printed; absent when they were reported here. */
  readonly toldBy?: CarriedOver;
  readonly measures: readonly string[];
  readonly progress?: string;
  readonly figures: readonly ReportFigure[];
  readonly regulations: readonly ReportRegulation[];
  readonly remainder?: Remainder;
}

export interface ReportHeading {
  readonly ordinal: number;
  readonly title: string;
  readonly issues: readonly ReportIssue[];
}

/** What a delivered report told under no issue. */
export interface ReportReplyApart {
  /** The number that is missing there, when it is certain. */
  readonly number?: string;
  /** The issue that it stands behind; before all others when absent. */
  readonly behind?: string;
  readonly text: string;
}

export interface ReportArea {
  readonly ordinal: number;
  readonly title: string;
  readonly headings: readonly ReportHeading[];
  readonly repliesApart?: readonly ReportReplyApart[];
}

export interface ReportContact {
  readonly phone?: string;
  readonly mail?: string;
  readonly address?: string;
  readonly period?: string;
}

/** What the report was made from: the last event read, and the moment up to which facts had been recorded. */
export interface ReportSource {
  readonly position: Position;
  readonly knownAt: Instant;
}

/** The official report (整改情况通报) as data. The renderers read nothing else, no clock either. */
export interface OfficialReport {
  readonly templateVersion: string;
  readonly asOf: PlainDate;
  readonly title: string;
  /** 发文字号. */
  readonly documentNumber?: string;
  /** 成文日期; left open for a pen when absent. */
  readonly issuedOn?: PlainDate;
  /** 署名; the organisation when absent. */
  readonly issuer?: string;
  readonly organisation: string;
  readonly team: string;
  /** Opens the lead, e.g. 根据市委统一部署. */
  readonly basis?: string;
  readonly inspectedFrom?: PlainDate;
  readonly inspectedTo?: PlainDate;
  readonly deliveredOn?: PlainDate;
  /** The ground for publishing, e.g. 按照党务公开原则和巡察工作有关要求. */
  readonly disclosure?: string;
  readonly workOrganised: readonly string[];
  readonly totals: ReportTotals;
  /** 口径, as a sentence. */
  readonly countingRule: string;
  readonly areas: readonly ReportArea[];
  readonly nextSteps: readonly string[];
  readonly contact: ReportContact;
  readonly footnotes: readonly string[];
  readonly source: ReportSource;
}
