import { BEGINNING, comparePositions, everyRow } from '#event-sourcing';
import type { Instant, Moment, Position, Versioned, ViewReader } from '#event-sourcing';
import type { AccountabilityKind } from '../../domain/issue/events.js';
import type { Breakdown, CountingRule } from '../../domain/round/events.js';
import type { LedgerRow } from '../ledger/ledger-row.js';
import { ledger } from '../ledger/ledger.js';
import { counted, type Counted } from './rate.js';
import type { Listed } from './register.js';
import { regulationsOfRound, type RegulationOfRound } from './regulations.js';
import {
  accountabilityOf,
  differences,
  figuresBy,
  issueFigures,
  recoveredOf,
  type Difference,
  type GroupFigures,
  type IssueFigures,
  type Sum,
} from './round-figures.js';
import { findRound, type RoundView } from './rounds.js';
import { tasks, type TaskRow } from '../tasks.js';

/** The figures of a round, each with the ids behind it: issues, tasks, or events for regulations. */
export interface RoundStatistics extends IssueFigures {
  readonly roundId: string;
  /** 口径, with its version. */
  readonly countingRule: CountingRule;
  /** null: now. */
  readonly asOf: Instant | null;
  readonly knownAt: Instant | null;
  /** The place in the log of the latest fact behind these figures. */
  readonly position: Position;
  readonly tasks: Counted;
  readonly tasksCompleted: Counted;
  readonly regulations: Counted;
  readonly regulationsMade: Counted;
  readonly regulationsRevised: Counted;
  readonly accountability: Readonly<Record<AccountabilityKind, Sum>>;
  /** Fen. */
  readonly recovered: Sum;
  readonly asserted: Breakdown;
  readonly listed: Listed;
  readonly differences: readonly Difference[];
  readonly byArea: readonly GroupFigures[];
  readonly byHeading: readonly GroupFigures[];
  readonly byLeadUnit: readonly GroupFigures[];
}

/** What the figures are counted from, all of one moment. */
export interface RoundRows {
  readonly round: Versioned<RoundView>;
  readonly issues: readonly Versioned<LedgerRow>[];
  readonly tasks: readonly Versioned<TaskRow>[];
  readonly regulations: readonly RegulationOfRound[];
  readonly moment: Moment;
}

const headingKey = ({ area, heading }: LedgerRow): string => JSON.stringify([area, heading]);

export const statisticsOf = (rows: RoundRows): RoundStatistics => {
  const { round, regulations, moment } = rows;
  const { id: roundId, countingRule, asserted, listed } = round.row;
  const issues = rows.issues.map(({ row }) => row);
  const tasks = rows.tasks.map(({ row }) => row);
  const positions = [round, ...rows.issues, ...rows.tasks].map(({ position }) => position);
  return {
    roundId,
    countingRule,
    asOf: moment.asOf ?? null,
    knownAt: moment.knownAt ?? null,
    position: positions.sort(comparePositions).at(-1) ?? BEGINNING,
    ...issueFigures(issues, countingRule),
    tasks: counted(tasks),
    tasksCompleted: counted(tasks.filter(({ status }) => status === 'completed')),
    regulations: counted(regulations),
    regulationsMade: counted(regulations.filter(({ kind }) => kind === 'made')),
    regulationsRevised: counted(regulations.filter(({ kind }) => kind === 'revised')),
    accountability: accountabilityOf(issues),
    recovered: recoveredOf(issues),
    asserted,
    listed,
    differences: differences(asserted, listed),
    byArea: figuresBy(
      issues,
      countingRule,
      ({ area }) => ({ area }),
      ({ area }) => area,
    ),
    byHeading: figuresBy(issues, countingRule, ({ area, heading }) => ({ area, heading }), headingKey),
    byLeadUnit: figuresBy(
      issues,
      countingRule,
      ({ leadUnit }) => ({ leadUnit }),
      ({ leadUnit }) => leadUnit?.id ?? '',
    ),
  };
};

export const roundStatistics = async (
  reader: ViewReader,
  { roundId, asOf, knownAt }: Moment & { readonly roundId: string },
): Promise<RoundStatistics | undefined> => {
  const moment = { asOf, knownAt };
  const round = await findRound(reader, { id: roundId, ...moment });
  if (!round) return undefined;
  const inOrder = { where: { roundId }, sort: { column: 'numberOrder' }, ...moment };
  return statisticsOf({
    round,
    issues: await everyRow(reader, ledger, inOrder),
    tasks: await everyRow(reader, tasks, inOrder),
    regulations: await regulationsOfRound(reader, { roundId, ...moment }),
    moment,
  });
};
