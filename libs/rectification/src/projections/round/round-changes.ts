import {
  endOfDay,
  everyRow,
  type Instant,
  type PlainDate,
  RuleBroken,
  type Versioned,
  type ViewReader,
} from '#event-sourcing';
import type { IssueStatus } from '../../domain/issue/lifecycle.js';
import type { LedgerRow } from '../ledger/ledger-row.js';
import { ledger } from '../ledger/ledger.js';
import { nothingOn } from './before-delivery.js';
import { actsBehind, asFigureEvent, type FigureEvent } from './events-behind.js';
import { roundStatistics, type RoundStatistics } from './statistics.js';

export interface TwoDays {
  readonly roundId: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** What had been recorded by then, for both days. */
  readonly knownAt?: Instant;
}

export interface ChangesQuery extends TwoDays {
  readonly limit?: number;
  readonly cursor?: string;
}

/** An issue that another day finds otherwise. */
export interface ChangedIssue {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: {
    /** null: it was not delivered yet. */
    readonly from: IssueStatus | null;
    readonly to: IssueStatus;
  };
  /** What happened to it behind the first day up to the other. */
  readonly events: readonly FigureEvent[];
}

/** Two days of a round: the figures of both, then what changed. */
export interface RoundChanges {
  /** null: there was no such round yet. */
  readonly from: RoundStatistics | null;
  readonly to: RoundStatistics;
  readonly changed: number;
  readonly items: readonly ChangedIssue[];
  readonly next?: string;
}

const PAGE = 50;

const placeOf = (cursor: string | undefined): number => {
  if (cursor === undefined) return 0;
  if (!/^[1-9]\d{0,8}$/.test(cursor)) throw new RuleBroken('query.bad-cursor');
  return Number(cursor);
};

const figuresOf = async (reader: ViewReader, { roundId, from, to, knownAt }: TwoDays) => {
  const before = await roundStatistics(reader, { roundId, asOf: endOfDay(from), knownAt });
  const after = await roundStatistics(reader, { roundId, asOf: endOfDay(to), knownAt });
  if (!after) throw await nothingOn(reader, { roundId, day: to, field: 'to', knownAt });
  return { from: before ?? null, to: after };
};

/** The figures of both days and the line of each issue that changed, in the order of the numbers. */
export interface ChangedLines extends Pick<RoundChanges, 'from' | 'to'> {
  readonly lines: readonly Versioned<LedgerRow>[];
}

/** Only what happened on days behind the first one counts: what was entered late for an earlier day is in both figures. */
export const changedLines = async (reader: ViewReader, query: TwoDays): Promise<ChangedLines> => {
  const { roundId, knownAt } = query;
  const [from, to] = [endOfDay(query.from), endOfDay(query.to)];
  if (from > to) throw new RuleBroken('statistics.days-out-of-order', { from: query.from, to: query.to });
  const figures = await figuresOf(reader, query);
  const inOrder = { where: { roundId }, sort: { column: 'numberOrder' }, asOf: to, knownAt };
  const rows = await everyRow(reader, ledger, inOrder);
  return { ...figures, lines: rows.filter(({ effectiveAt }) => effectiveAt > from) };
};

export const changedIssue = async (
  reader: ViewReader,
  { key: id, row }: Versioned<LedgerRow>,
  { from, to, knownAt }: TwoDays,
): Promise<ChangedIssue> => {
  const first = endOfDay(from);
  const before = await reader.find(ledger, id, { asOf: first, knownAt });
  const acts = await actsBehind(reader, 'issue', id, { asOf: endOfDay(to), knownAt });
  const events = acts.filter(({ at }) => at > first).map(asFigureEvent);
  const status = { from: before?.row.status ?? null, to: row.status };
  return { id, number: row.number, title: row.text, status, events };
};

export const roundChanges = async (reader: ViewReader, query: ChangesQuery): Promise<RoundChanges> => {
  const { limit = PAGE } = query;
  const { lines, ...figures } = await changedLines(reader, query);
  const start = placeOf(query.cursor);
  const items: ChangedIssue[] = [];
  for (const line of lines.slice(start, start + limit)) items.push(await changedIssue(reader, line, query));
  const end = start + items.length;
  return { ...figures, changed: lines.length, items, ...(end < lines.length ? { next: String(end) } : {}) };
};
