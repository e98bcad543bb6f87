import type { AccountabilityKind } from '../../domain/issue/events.js';
import { issueStatuses, type IssueStatus } from '../../domain/issue/lifecycle.js';
import type { CountingRule } from '../../domain/round/events.js';
import type { Amounts, Tally } from '../ledger/tally.js';
import { rateOf, type Rate } from './rate.js';

export const accountabilityKinds: readonly AccountabilityKind[] = [
  'discipline',
  'organisational',
  'admonition',
  'referral',
  'criticism',
  'self-criticism',
];

/** Numbers of issues, by the name that each can be asked for by. */
export type IssueFigure =
  | 'issues'
  | IssueStatus
  | 'completed'
  | 'closedHere'
  | 'closedByMeeting'
  | 'closedBySignOffs'
  | 'carriedOver'
  | 'extensionRequested'
  | 'extensionGranted';

type Counts = (tally: Tally, rule: CountingRule) => boolean;

const standing = Object.fromEntries(
  issueStatuses.map((status): [IssueStatus, Counts] => [status, (tally) => tally.status === status]),
) as Record<IssueStatus, Counts>;

/** Reported percents and a label like 基本完成 count for nothing: only the state does. */
export const countsFor: Readonly<Record<IssueFigure, Counts>> = {
  issues: () => true,
  ...standing,
  completed: ({ status }, { longTermCounts }) => status === 'closed' || (longTermCounts && status === 'long-term'),
  closedHere: ({ closedBy }) => closedBy === 'decided',
  closedByMeeting: ({ way }) => way === 'meeting',
  closedBySignOffs: ({ way }) => way === 'sign-offs',
  carriedOver: ({ carriedOver }) => carriedOver,
  extensionRequested: ({ extensionRequested }) => extensionRequested,
  extensionGranted: ({ extensionGranted }) => extensionGranted,
};

/** The figures of a set of issues: a whole round, one area, one unit. */
export interface IssueFigures {
  readonly issues: number;
  /** Every issue is in exactly one of them. */
  readonly byStatus: Readonly<Record<IssueStatus, number>>;
  /** 完成: what the counting rule takes for completed; `closedRate` is its share. */
  readonly completed: number;
  readonly closedRate: Rate;
  readonly longTermRate: Rate;
  readonly closedHere: number;
  /** Of those closed here: by a body at its meeting, and by signatures. */
  readonly closedByMeeting: number;
  readonly closedBySignOffs: number;
  readonly carriedOver: number;
  readonly extensionRequested: number;
  readonly extensionGranted: number;
}

/** How many lines there are of each kind. */
export type Tallies = readonly (readonly [Tally, number])[];

export const issueFigures = (tallies: Tallies, rule: CountingRule): IssueFigures => {
  const of = (figure: IssueFigure): number =>
    tallies.reduce((sum, [tally, count]) => (countsFor[figure](tally, rule) ? sum + count : sum), 0);
  const byStatus = issueStatuses.map((status) => [status, of(status)] as const);
  return {
    issues: of('issues'),
    byStatus: Object.fromEntries(byStatus) as Record<IssueStatus, number>,
    completed: of('completed'),
    closedRate: rateOf(of('completed'), of('issues')),
    longTermRate: rateOf(of('long-term'), of('issues')),
    closedHere: of('closedHere'),
    closedByMeeting: of('closedByMeeting'),
    closedBySignOffs: of('closedBySignOffs'),
    carriedOver: of('carriedOver'),
    extensionRequested: of('extensionRequested'),
    extensionGranted: of('extensionGranted'),
  };
};

/** Zero is a figure too. */
export interface Sums {
  /** Persons, cases or person-times, as each kind is counted. */
  readonly accountability: Readonly<Record<AccountabilityKind, number>>;
  /** In fen (分): 100 fen are one yuan. */
  readonly recoveredFen: number;
}

export const sumsOf = (all: readonly (readonly [Amounts, number])[]): Sums => {
  const sum = (of: (amounts: Amounts) => number) => all.reduce((so, [amounts, count]) => so + count * of(amounts), 0);
  const kinds = accountabilityKinds.map((kind) => [kind, sum(({ accountability }) => accountability[kind] ?? 0)]);
  return {
    accountability: Object.fromEntries(kinds) as Record<AccountabilityKind, number>,
    recoveredFen: sum(({ recovered }) => recovered),
  };
};
