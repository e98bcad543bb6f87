import type { AccountabilityKind } from '../../domain/issue/events.js';
import type { Breakdown, CountingRule } from '../../domain/round/events.js';
import type { DecisionSummary } from '../decision-summary.js';
import { isEnded, issueStatuses, type IssueStatus } from '../../domain/issue/lifecycle.js';
import type { LedgerRow } from '../ledger/ledger-row.js';
import { counted, rateOf, type Counted, type Rate } from './rate.js';
import type { Listed } from './register.js';

const accountabilityKinds: readonly AccountabilityKind[] = [
  'discipline',
  'organisational',
  'admonition',
  'referral',
  'criticism',
  'self-criticism',
];

/** The figures of a set of issues: a whole round, one area, one unit. */
export interface IssueFigures {
  readonly issues: Counted;
  /** Every issue is in exactly one of them. */
  readonly byStatus: Readonly<Record<IssueStatus, Counted>>;
  /** 完成: what the counting rule takes for completed; `closedRate` is its share. */
  readonly completed: Counted;
  readonly closedRate: Rate;
  readonly longTermRate: Rate;
  readonly closedHere: Counted;
  /** Of those closed here: by a body at its meeting, and by signatures. */
  readonly closedByMeeting: Counted;
  readonly closedBySignOffs: Counted;
  readonly carriedOver: Counted;
  readonly extensionRequested: Counted;
  readonly extensionGranted: Counted;
}

const byStatusOf = (rows: readonly LedgerRow[]): Record<IssueStatus, Counted> =>
  Object.fromEntries(
    issueStatuses.map((status) => [status, counted(rows.filter((row) => row.status === status))]),
  ) as Record<IssueStatus, Counted>;

/** Reported percents and a label like 基本完成 count for nothing: only the state does. */
export const issueFigures = (rows: readonly LedgerRow[], rule: CountingRule): IssueFigures => {
  const issues = counted(rows);
  const byStatus = byStatusOf(rows);
  const completed = rule.longTermCounts ? counted(rows.filter(({ status }) => isEnded(status))) : byStatus.closed;
  const extended = (state: 'requested' | 'granted'): Counted =>
    counted(rows.filter((row) => !isEnded(row.status) && row.extension?.state === state));
  const closedBy = (way: DecisionSummary['way']): Counted =>
    counted(rows.filter(({ decision }) => decision?.way === way));
  return {
    issues,
    byStatus,
    completed,
    closedRate: rateOf(completed, issues),
    longTermRate: rateOf(byStatus['long-term'], issues),
    closedHere: counted(rows.filter(({ closedBy }) => closedBy === 'decided')),
    closedByMeeting: closedBy('meeting'),
    closedBySignOffs: closedBy('sign-offs'),
    carriedOver: counted(rows.filter(({ provenance }) => provenance !== null)),
    extensionRequested: extended('requested'),
    extensionGranted: extended('granted'),
  };
};

export interface GroupFigures extends IssueFigures {
  readonly area?: string;
  readonly heading?: string;
  /** null: not assigned yet. */
  readonly leadUnit?: LedgerRow['leadUnit'];
}

/** One group for each label, in the order of first appearance. */
export const figuresBy = (
  rows: readonly LedgerRow[],
  rule: CountingRule,
  labelOf: (row: LedgerRow) => Pick<GroupFigures, 'area' | 'heading' | 'leadUnit'>,
  keyOf: (row: LedgerRow) => string,
): GroupFigures[] =>
  [...Map.groupBy(rows, keyOf).values()].map((group) => ({ ...labelOf(group[0]!), ...issueFigures(group, rule) }));

/** A sum with the issues that it came from; zero is a figure too. */
export interface Sum {
  readonly number: number;
  readonly ids: readonly string[];
}

const sumOf = (rows: readonly LedgerRow[], of: (row: LedgerRow) => number): Sum => ({
  number: rows.reduce((sum, row) => sum + of(row), 0),
  ids: rows.filter((row) => of(row) !== 0).map(({ id }) => id),
});

export const accountabilityOf = (rows: readonly LedgerRow[]): Readonly<Record<AccountabilityKind, Sum>> =>
  Object.fromEntries(
    accountabilityKinds.map((kind) => [kind, sumOf(rows, ({ accountability }) => accountability[kind] ?? 0)]),
  ) as Record<AccountabilityKind, Sum>;

/** Fen. */
export const recoveredOf = (rows: readonly LedgerRow[]): Sum => sumOf(rows, ({ recovered }) => recovered);

export interface Difference {
  readonly of: keyof Listed;
  readonly asserted: number;
  readonly listed: number;
}

/** What the report asserts and the register does not bear out. A count that is not asserted differs from nothing. */
export const differences = (asserted: Breakdown, listed: Listed): Difference[] =>
  (['areas', 'headings', 'tasks', 'issues'] as const).flatMap((of) => {
    const stated = asserted[of];
    return stated === null || stated === listed[of] ? [] : [{ of, asserted: stated, listed: listed[of] }];
  });
