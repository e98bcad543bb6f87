import { setImmediate as turn } from 'node:timers/promises';
import {
  comparePositions,
  endOfDay,
  everyRow,
  type Instant,
  type Moment,
  type PlainDate,
  type Position,
  type Versioned,
  type View,
  type ViewReader,
} from '#event-sourcing';
import {
  findRound,
  issues as issuesView,
  type IssueRow,
  ledger as ledgerView,
  nothingOn,
  roundStatistics,
  type RoundStatistics,
  type RoundView,
  tasks as tasksView,
  type TaskRow,
} from '#rectification';
import { inTurns } from './in-turns.js';

export interface RoundOnDay {
  readonly roundId: string;
  /** What was true at the end of this day in Asia/Shanghai. */
  readonly asOf: PlainDate;
  /** What had been recorded by then; absent: everything. */
  readonly knownAt?: Instant;
  /** Told how many of the issues have been read; what it throws ends the work. */
  readonly reached?: (done: number, of: number) => void;
}

/** A round as it stood: its figures and every row behind them, in the order of the issues' and tasks' numbers. */
export interface RoundPicture {
  readonly asOf: PlainDate;
  readonly round: RoundView;
  readonly statistics: RoundStatistics;
  readonly issues: readonly IssueRow[];
  readonly tasks: readonly TaskRow[];
  /** Of the last fact used, so that what happens later elsewhere leaves it as it is. */
  readonly position: Position;
  /** The moment asked for, else when the last fact used was recorded. */
  readonly knownAt: Instant;
}

interface Reading extends Pick<RoundOnDay, 'reached'> {
  readonly listed: readonly { readonly key: string }[];
  readonly moment: Moment;
}

const rowsOf = async <Row>(
  reader: ViewReader,
  view: View<Row>,
  { listed, moment, reached }: Reading,
): Promise<Versioned<Row>[]> => {
  let done = 0;
  const found = await inTurns(listed, ({ key }) => {
    reached?.((done += 1), listed.length);
    return reader.find(view, key, moment);
  });
  return found.filter((row) => row !== undefined);
};

/** Throws RuleBroken when there is no such round, or none yet on that day. */
export const roundPicture = async (
  reader: ViewReader,
  { roundId, asOf, knownAt, reached }: RoundOnDay,
): Promise<RoundPicture> => {
  const moment = { asOf: endOfDay(asOf), knownAt };
  const round = await findRound(reader, { id: roundId, ...moment });
  await turn();
  const statistics = await roundStatistics(reader, { roundId, ...moment });
  if (!round || !statistics) throw await nothingOn(reader, { roundId, day: asOf, knownAt });
  await turn();
  const inOrder = { where: { roundId }, sort: { column: 'numberOrder' }, ...moment };
  const listed = await everyRow(reader, ledgerView, inOrder);
  const tasks = await everyRow(reader, tasksView, inOrder);
  const issues = await rowsOf(reader, issuesView, { listed, moment, reached });
  const used = [round, ...issues, ...tasks];
  const last = used.reduce((a, b) => (comparePositions(a.position, b.position) < 0 ? b : a));
  return {
    asOf,
    round: round.row,
    statistics,
    issues: issues.map(({ row }) => row),
    tasks: tasks.map(({ row }) => row),
    position: last.position,
    knownAt: knownAt ?? last.recordedAt,
  };
};
