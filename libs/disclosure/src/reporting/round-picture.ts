import { setImmediate as turn } from 'node:timers/promises';
import {
  comparePositions,
  dateOf,
  endOfDay,
  everyRow,
  type Instant,
  type Moment,
  type PlainDate,
  type Position,
  RuleBroken,
  type Versioned,
  type View,
  type ViewReader,
} from '#event-sourcing';
import {
  findRound,
  issues as issuesView,
  type IssueRow,
  ledger as ledgerView,
  rounds as roundsView,
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

/** Why there is nothing to tell of the day: no such round, or the day lies before it. */
export const noReport = async (reader: ViewReader, { roundId, asOf, knownAt }: RoundOnDay): Promise<RuleBroken> => {
  const known = await reader.find(roundsView, roundId, { knownAt });
  if (!known) return new RuleBroken('round.unknown', { id: roundId, asOf, knownAt });
  const { title, deliveredOn } = known.row;
  if (asOf < deliveredOn) return new RuleBroken('report.before-delivery', { field: 'asOf', asOf, deliveredOn, title });
  const [first] = await reader.history(roundsView, roundId);
  const openedOn = dateOf((first ?? known).effectiveAt);
  return new RuleBroken('report.before-opening', { field: 'asOf', asOf, openedOn, title });
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
  if (!round || !statistics) throw await noReport(reader, { roundId, asOf, knownAt });
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
