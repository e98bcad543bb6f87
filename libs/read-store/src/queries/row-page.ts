import { type RowQuery, RuleBroken } from '#event-sourcing';
import { type RawBuilder, sql } from 'kysely';
import {
  all,
  declaredColumn,
  endedAt,
  equalColumns,
  openAt,
  type Point,
  pointOf,
  type Term,
  visibleAt,
  where,
} from './conditions.js';
import { decodeCursor, type Place } from './page-cursor.js';
import {
  type Index,
  orderIndex,
  sinceColumns,
  sinceIndex,
  type StoredVersion,
  type VersionsTable,
} from './versions-table.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

export interface PlacedVersion extends StoredVersion {
  readonly sort: string | number;
}

/** How a table is named in `from` when the scan should follow one index; engines without such hints ignore it. */
export type Following = (table: string, index: Index | undefined) => Term;

/** The queries that make up one page; which of them run is for the adapter to decide. */
export interface PageQueries {
  readonly point: Point;
  readonly limit: number;
  readonly descending: boolean;
  /** Whether the declared order is one an index keeps. */
  readonly ordered: boolean;
  /** How many versions had begun at the point, counted up to `most`; undefined without an asOf. */
  begun(most: number): RawBuilder<{ count: number }> | undefined;
  /** Sorts all that had begun; for when they are few. */
  fromBegun(): RawBuilder<PlacedVersion>;
  open(): RawBuilder<PlacedVersion>;
  /** Ended versions up to a place, when the open ones have already filled the page. */
  ended(upTo: Place | undefined): RawBuilder<PlacedVersion>;
  /** For an order no index keeps. */
  unordered(): RawBuilder<PlacedVersion>;
}

export const limitOf = ({ limit = DEFAULT_LIMIT }: RowQuery): number => {
  if (!Number.isInteger(limit) || limit < 1) throw new RuleBroken('query.bad-limit', { limit });
  return Math.min(limit, MAX_LIMIT);
};

const longest = <Columns extends readonly string[]>(candidates: readonly Columns[]): Columns | undefined =>
  [...candidates].sort((a, b) => b.length - a.length)[0];

export const indexForOrder = (table: VersionsTable, { where, sort }: RowQuery): Index | undefined => {
  const equal = equalColumns(where);
  const declared = longest(
    table.indexes.filter(
      (columns) => columns.at(-1) === sort?.column && columns.slice(0, -1).every((c) => equal.has(c)),
    ),
  );
  return declared && orderIndex(table, declared);
};

export const indexForBegun = (table: VersionsTable, { where }: RowQuery): [Index, readonly string[]] => {
  const equal = equalColumns(where);
  const columns = longest(sinceColumns(table).filter((prefix) => prefix.every((column) => equal.has(column))))!;
  return [sinceIndex(table, columns), columns];
};

const beyond = (sort: Term | undefined, descending: boolean, { sort: value, key }: Place): Term => {
  const sign = descending ? sql`<` : sql`>`;
  return sort ? sql`(${sort}, key) ${sign} (${value}, ${key})` : sql`key ${sign} ${key}`;
};

const upToPlace = (sort: Term, descending: boolean, { sort: value, key }: Place): Term =>
  sql`(${sort}, key) ${descending ? sql`>=` : sql`<=`} (${value}, ${key})`;

export const pageQueries = (view: string, table: VersionsTable, query: RowQuery, following: Following): PageQueries => {
  const column = query.sort?.column;
  const sort = column === undefined ? undefined : sql.ref(declaredColumn(table, column));
  const descending = query.sort?.descending ?? false;
  const point = pointOf(query);
  const limit = limitOf(query);
  const conditions = where(table, query.where);
  const order = indexForOrder(table, query);
  const [since, equal] = indexForBegun(table, query);
  const after =
    query.cursor === undefined
      ? []
      : [beyond(sort, descending, decodeCursor(view, query, column === undefined ? undefined : table.columns[column]))];
  const direction = descending ? sql`desc` : sql`asc`;
  const rows = (index: Index | undefined, terms: Term[]): RawBuilder<PlacedVersion> => sql<PlacedVersion>`
    select position, key, effective, recorded, doc, ${sort ?? sql`key`} as sort from ${following(table.name, index)}
    where ${all([...conditions, ...terms, ...after])}
    order by ${sort ? sql`${sort} ${direction}, ` : sql``}key ${direction} limit ${sql.lit(limit + 1)}`;
  return {
    point,
    limit,
    descending,
    ordered: order !== undefined,
    begun: (most) => {
      if (point.asOf === undefined) return undefined;
      const equalities = where(table, Object.fromEntries(equal.map((name) => [name, query.where![name]])));
      return sql<{ count: number }>`select count(*) as count from (select 1 from ${following(table.name, since)}
        where ${all([...equalities, sql`effective <= ${point.asOf}`])} limit ${sql.lit(most)}) as begun`;
    },
    fromBegun: () => rows(since, visibleAt(point)),
    open: () => rows(order, openAt(point)),
    ended: (upTo) => rows(order, [...endedAt(point), ...(upTo ? [upToPlace(sort!, descending, upTo)] : [])]),
    unordered: () => rows(undefined, visibleAt(point)),
  };
};
