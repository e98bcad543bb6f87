import type { Condition, Moment, Page, ViewReader } from '#event-sourcing';
import type { IssueClass } from '../../domain/issue/events.js';
import type { IssueStatus } from '../../domain/issue/lifecycle.js';
import type { LedgerRow } from './ledger-row.js';
import { ledger } from './ledger.js';

export const ledgerOrders = [
  'numberOrder',
  'status',
  'area',
  'heading',
  'leadUnitId',
  'dueOn',
  'percent',
  'closedOn',
] as const;

export interface LedgerFilter {
  readonly roundId?: string;
  readonly status?: IssueStatus | readonly IssueStatus[];
  readonly class?: IssueClass;
  readonly area?: string;
  readonly heading?: string;
  readonly leaderId?: string;
  readonly leadUnitId?: string;
  readonly handlerId?: string;
  /** Plain dates, both ends included; an issue without the date is in no range. */
  readonly dueFrom?: string;
  readonly dueTo?: string;
  readonly closedFrom?: string;
  readonly closedTo?: string;
  readonly percentFrom?: number;
  readonly percentTo?: number;
  /** Part of the issue's text. */
  readonly text?: string;
  readonly carriedOver?: boolean;
}

export interface LedgerQuery extends LedgerFilter, Moment {
  readonly sort?: (typeof ledgerOrders)[number];
  readonly descending?: boolean;
  readonly limit?: number;
  readonly cursor?: string;
}

/** An absent value is the least of its column, so that a range open below has to begin right above it. */
const range = <Bound extends string | number>(
  least: Bound,
  from: Bound | undefined,
  to: Bound | undefined,
): Condition | undefined => (from === undefined && to === undefined ? undefined : { from: from ?? least, to });

const flag = (wanted: boolean | undefined): number | undefined => (wanted === undefined ? undefined : Number(wanted));

const conditions = (filter: LedgerFilter): Readonly<Record<string, Condition | undefined>> => ({
  roundId: filter.roundId,
  status: filter.status,
  class: filter.class,
  area: filter.area,
  heading: filter.heading,
  leaderId: filter.leaderId,
  leadUnitId: filter.leadUnitId,
  handlerId: filter.handlerId,
  dueOn: range('0', filter.dueFrom, filter.dueTo),
  closedOn: range('0', filter.closedFrom, filter.closedTo),
  percent: range(0, filter.percentFrom, filter.percentTo),
  text: filter.text ? { contains: filter.text } : undefined,
  carriedOver: flag(filter.carriedOver),
});

/** In the order of the report's numbers unless asked otherwise. */
export const listLedger = (reader: ViewReader, query: LedgerQuery): Promise<Page<LedgerRow>> =>
  reader.list(ledger, {
    where: conditions(query),
    sort: { column: query.sort ?? 'numberOrder', descending: query.descending },
    limit: query.limit,
    cursor: query.cursor,
    asOf: query.asOf,
    knownAt: query.knownAt,
  });

export const countLedger = (
  reader: ViewReader,
  { column, ...query }: LedgerFilter & Moment & { readonly column: 'status' | 'class' | 'area' | 'leadUnitId' },
): Promise<ReadonlyMap<string | number, number>> =>
  reader.count(ledger, column, { where: conditions(query), asOf: query.asOf, knownAt: query.knownAt });
