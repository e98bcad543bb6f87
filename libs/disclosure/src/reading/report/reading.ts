/** A plain date, yyyy-mm-dd, without zone. */
export type PlainDate = string;

export type LineKind =
  | 'blank'
  | 'title'
  | 'lead'
  | 'organisation'
  | 'totals'
  | 'section'
  | 'area'
  | 'heading'
  | 'issue'
  | 'reply'
  | 'closing'
  | 'noise'
  | 'not-understood';

export type ReportWarningCode =
  | 'reply-without-heading'
  | 'heading-without-reply'
  | 'number-missing'
  | 'number-repeated'
  | 'stated-count-differs'
  | 'fact-after-as-of'
  | 'ratio-contradicted'
  | 'same-figures-twice'
  | 'site-noise'
  | 'lead-fact-missing'
  | 'text-not-understood'
  | 'nothing-found';

export interface ReportWarning {
  readonly code: ReportWarningCode;
  /** 1-based line of the input; 1 where the whole text is meant. */
  readonly line: number;
  readonly message: string;
  /** Other lines the warning speaks of. */
  readonly related?: readonly number[];
}

export interface Figure {
  /** The clause around the number, at most 60 characters on either side. */
  readonly text: string;
  readonly value: number;
  /** As written: 次, 人次, 万元, % … `value` is not scaled by 万 or 亿. */
  readonly unit: string;
  readonly line: number;
}

export interface ReadIssue {
  /** Ordinal as printed; null when the text gives none or its heading is lost. */
  readonly number: number | null;
  readonly area: string | null;
  readonly heading: string | null;
  /** What was found wrong, without its heading; the heading itself when nothing follows it; '' when lost. */
  readonly text: string;
  readonly reply: string;
  readonly measures: readonly string[];
  /** Figures of the reply only: they are what the unit claims. */
  readonly figures: readonly Figure[];
  /** Line of the heading; of the reply when the heading is lost. */
  readonly line: number;
  readonly replyLine: number | null;
}

export interface StatedCounts {
  readonly findings: number | null;
  readonly areas: number | null;
  readonly headings: number | null;
  readonly tasks: number | null;
  readonly issues: number | null;
  readonly closed: number | null;
  /** Percent, as printed. */
  readonly closedRate: number | null;
  readonly longTerm: number | null;
  readonly longTermRate: number | null;
  readonly regulations: number | null;
}

/** A state in the totals other than closed and long-term (基本完成, 正在整改, 申请延期 …); `rate` in percent. */
export interface StatedState {
  readonly state: string;
  readonly count: number;
  readonly rate: number | null;
  readonly line: number;
}

export interface LeadFacts {
  readonly organisation: string | null;
  readonly team: string | null;
  readonly inspectedFrom: PlainDate | null;
  readonly inspectedTo: PlainDate | null;
  readonly deliveredOn: PlainDate | null;
  readonly asOf: PlainDate | null;
}

export interface ReportReading extends LeadFacts {
  readonly kind: 'report';
  readonly stated: StatedCounts;
  readonly otherStates: readonly StatedState[];
  /** Headings found and replies found; a reply whose heading is lost counts as a reply only. */
  readonly found: { readonly issues: number; readonly replies: number };
  readonly issues: readonly ReadIssue[];
  readonly warnings: readonly ReportWarning[];
  readonly notUnderstood: readonly { readonly line: number; readonly text: string }[];
  readonly lines: number;
  /** What each line was taken for; element 0 is line 1. */
  readonly lineKinds: readonly LineKind[];
}
