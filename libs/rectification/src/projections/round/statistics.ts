import type { Instant, Moment, View, ViewReader } from '#event-sourcing';
import type { Breakdown, CountingRule } from '../../domain/round/events.js';
import { amounts, tallied } from '../ledger/tally.js';
import { ledger } from '../ledger/ledger.js';
import { tasks } from '../tasks.js';
import { issueFigures, sumsOf, type IssueFigures, type Sums } from './issue-figures.js';
import type { Listed } from './register.js';
import { distinctRegulations, type DistinctRegulations } from './regulations.js';
import { findRound } from './rounds.js';

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

/** The figures of a round, numbers alone: what stands behind one of them is asked for by its name. */
export interface RoundStatistics extends IssueFigures, DistinctRegulations, Sums {
  readonly roundId: string;
  /** 口径, with its version. */
  readonly countingRule: CountingRule;
  /** null: now. */
  readonly asOf: Instant | null;
  readonly knownAt: Instant | null;
  readonly tasks: number;
  readonly tasksCompleted: number;
  readonly asserted: Breakdown;
  readonly listed: Listed;
  readonly differences: readonly Difference[];
}

export interface OfRound extends Moment {
  readonly roundId: string;
}

const countsOf = async <Row, Value>(
  reader: ViewReader,
  view: View<Row>,
  { column, of }: { readonly column: string; readonly of: (text: string) => Value },
  { roundId, asOf, knownAt }: OfRound,
): Promise<(readonly [Value, number])[]> => {
  const counts = await reader.count(view, column, { where: { roundId }, asOf, knownAt });
  return [...counts].map(([text, count]) => [of(String(text)), count] as const);
};

/** Counted by the store, however many issues there are. */
export const roundStatistics = async (reader: ViewReader, query: OfRound): Promise<RoundStatistics | undefined> => {
  const { roundId, asOf, knownAt } = query;
  const round = await findRound(reader, { id: roundId, asOf, knownAt });
  if (!round) return undefined;
  const { countingRule, asserted, listed } = round.row;
  const tallies = await countsOf(reader, ledger, { column: 'tally', of: tallied }, query);
  const sums = await countsOf(reader, ledger, { column: 'amounts', of: amounts }, query);
  const states = await countsOf(reader, tasks, { column: 'status', of: String }, query);
  return {
    roundId,
    countingRule,
    asOf: asOf ?? null,
    knownAt: knownAt ?? null,
    ...issueFigures(tallies, countingRule),
    tasks: states.reduce((sum, [, count]) => sum + count, 0),
    tasksCompleted: states.find(([status]) => status === 'completed')?.[1] ?? 0,
    ...(await distinctRegulations(reader, query)),
    ...sumsOf(sums),
    asserted,
    listed,
    differences: differences(asserted, listed),
  };
};
