import type { ViewReader } from '#event-sourcing';
import type { CountingRule } from '../../domain/round/events.js';
import type { LedgerRow } from '../ledger/ledger-row.js';
import { ledger } from '../ledger/ledger.js';
import { amounts, tallied } from '../ledger/tally.js';
import { tasks } from '../tasks.js';
import { actsBehind, asFigureEvent, eventsFor, type FigureEvent, type FigureName, isKind } from './events-behind.js';
import { countsFor, type IssueFigure } from './issue-figures.js';
import { regulations } from './regulations.js';
import { rounds } from './rounds.js';
import type { OfRound } from './statistics.js';

/** An issue or a task that a number counts, with the events that make it count. */
export interface BehindFigure {
  readonly kind: 'issue' | 'task';
  readonly id: string;
  readonly number: string;
  /** The text of the issue, or the title of the task. */
  readonly title: string;
  readonly status: string;
  readonly events: readonly FigureEvent[];
}

export interface BehindQuery extends OfRound {
  readonly figure: FigureName;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Of all that the column says in this round, what counts: few values, or as many as there are amounts. */
const valuesThatCount = async (
  reader: ViewReader,
  column: 'tally' | 'amounts',
  counts: (text: string) => boolean,
  { roundId, asOf, knownAt }: OfRound,
): Promise<string[]> =>
  [...(await reader.count(ledger, column, { where: { roundId }, asOf, knownAt })).keys()].map(String).filter(counts);

const conditionOf = async (
  reader: ViewReader,
  query: BehindQuery,
  rule: CountingRule,
): Promise<Readonly<Record<string, readonly string[]>>> => {
  const { figure } = query;
  if (isKind(figure) || figure === 'recovered') {
    const counts = (text: string) => {
      const { accountability, recovered } = amounts(text);
      return (isKind(figure) ? (accountability[figure] ?? 0) : recovered) !== 0;
    };
    return { amounts: await valuesThatCount(reader, 'amounts', counts, query) };
  }
  const counts = (text: string) => countsFor[figure as IssueFigure](tallied(text), rule);
  return { tally: await valuesThatCount(reader, 'tally', counts, query) };
};

const taskPage = async (reader: ViewReader, { roundId, figure, ...query }: BehindQuery) => {
  const where = { roundId, status: figure === 'tasksCompleted' ? 'completed' : undefined };
  const { rows, next } = await reader.list(tasks, { ...query, where, sort: { column: 'numberOrder' } });
  const of = rows.map(
    ({ row }) => ({ kind: 'task', id: row.id, number: row.number, title: row.title, status: row.status }) as const,
  );
  return { of, next };
};

const asIssue = ({ id, number, text, status }: LedgerRow) =>
  ({ kind: 'issue', id, number, title: text, status }) as const;

const issuePage = async (reader: ViewReader, query: BehindQuery, rule: CountingRule) => {
  const { roundId, figure, limit, cursor, asOf, knownAt } = query;
  const paged = { sort: { column: 'numberOrder' }, limit, cursor, asOf, knownAt } as const;
  if (figure !== 'regulations') {
    const where = { roundId, ...(await conditionOf(reader, query, rule)) };
    const { rows, next } = await reader.list(ledger, { where, ...paged });
    return { of: rows.map(({ row }) => asIssue(row)), next };
  }
  const { rows, next } = await reader.list(regulations, { where: { roundId, count: { from: 1 } }, ...paged });
  const of = [];
  for (const { key } of rows) {
    const found = await reader.find(ledger, key, { asOf, knownAt });
    if (found) of.push(asIssue(found.row));
  }
  return { of, next };
};

/** Page by page, in the order of the numbers; undefined of a round that is not there. */
export const behindFigure = async (
  reader: ViewReader,
  query: BehindQuery,
): Promise<{ readonly items: readonly BehindFigure[]; readonly next?: string } | undefined> => {
  const { roundId, figure, asOf, knownAt } = query;
  const round = await reader.find(rounds, roundId, { asOf, knownAt });
  if (!round) return undefined;
  const isOfTasks = figure === 'tasks' || figure === 'tasksCompleted';
  const { of, next } = isOfTasks
    ? await taskPage(reader, query)
    : await issuePage(reader, query, round.row.countingRule);
  const items = [];
  for (const one of of) {
    const acts = await actsBehind(reader, one.kind, one.id, { asOf, knownAt });
    items.push({ ...one, events: eventsFor(figure, acts).map(asFigureEvent) });
  }
  return { items, next };
};
