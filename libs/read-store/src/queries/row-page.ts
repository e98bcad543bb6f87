import { type RowQuery, RuleBroken } from '#event-sourcing';
import {
  all,
  declaredColumn,
  endedAt,
  equalColumns,
  openAt,
  among,
  showsOpenOnly,
  pointOf,
  type Term,
  visibleAt,
  where,
} from './conditions.js';
import type { Dialect } from './dialect.js';
import { decodeCursor, type Place } from './page-cursor.js';
import { named, type Sql, sql } from './sql.js';
import { placeIn } from './row-versions.js';
import {
  type Index,
  keyIndex,
  orderIndex,
  sinceColumns,
  sinceIndex,
  columnType,
  type StoredVersion,
  type VersionsTable,
} from './versions-table.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

export interface PlacedVersion extends StoredVersion {
  readonly sort: string | number;
}

/** A part of the order: behind one place, up to and with another, at most so many rows. */
export interface Stretch {
  readonly after: Place | undefined;
  readonly upTo: Place | undefined;
  readonly most: number;
}

/** The queries that make up one page; which of them run is for the adapter to decide. */
export interface PageQueries {
  /** Whether none but open versions can be visible. */
  readonly neverEnded: boolean;
  readonly limit: number;
  readonly descending: boolean;
  /** Where the page begins. */
  readonly after: Place | undefined;
  /** Whether the declared order is one an index keeps. */
  readonly ordered: boolean;
  /** How many versions had begun at the point, counted up to `most`; undefined when no index tells. */
  begun(most: number): Sql<{ count: number }> | undefined;
  /** Sorts all that had begun; for when they are few. */
  fromBegun(): Sql<PlacedVersion>;
  /** For an order no index keeps. */
  unordered(): Sql<PlacedVersion>;
  /** The place of the open version that many entries further on, whatever the point. */
  further(after: Place | undefined, entries: number): Sql<Place>;
  open(stretch: Stretch): Sql<PlacedVersion>;
  ended(stretch: Stretch): Sql<PlacedVersion>;
}

export const limitOf = ({ limit = DEFAULT_LIMIT }: RowQuery): number => {
  if (!Number.isInteger(limit) || limit < 1) throw new RuleBroken('query.bad-limit', { limit });
  return Math.min(limit, MAX_LIMIT);
};

const longest = <Columns extends readonly string[]>(candidates: readonly Columns[]): Columns | undefined =>
  [...candidates].sort((a, b) => b.length - a.length)[0];

/** Rows asked for by name are found by name, whatever the order. */
const indexForOrder = (
  table: VersionsTable,
  { where, sort, keys }: RowQuery,
): [Index, readonly string[]] | undefined => {
  if (keys) return undefined;
  const equal = equalColumns(where);
  const declared = longest(
    table.indexes.filter(
      (columns) => columns.at(-1) === sort?.column && columns.slice(0, -1).every((column) => equal.has(column)),
    ),
  );
  return declared && [orderIndex(table, declared), declared.slice(0, -1)];
};

const indexForBegun = (table: VersionsTable, { where, keys }: RowQuery): [Index, readonly string[]] | undefined => {
  if (keys) return undefined;
  const equal = equalColumns(where);
  const columns = longest(sinceColumns(table).filter((prefix) => prefix.every((column) => equal.has(column))));
  return columns && [sinceIndex(table, columns), columns];
};

/** The terms and the clause of an order by one column and then by key, or by key alone. */
const orderBy = (sort: Term | undefined, descending: boolean) => {
  const compared = (sign: Term, { sort: value, key }: Place): Term =>
    sort ? sql`(${sort}, key) ${sign} (${value!}, ${key})` : sql`key ${sign} ${key}`;
  const direction = descending ? sql`desc` : sql`asc`;
  return {
    place: sql`${sort ?? sql`key`} as sort`,
    clause: sort ? sql`order by ${sort} ${direction}, key ${direction}` : sql`order by key ${direction}`,
    between: (after: Place | undefined, upTo?: Place): Term[] => [
      ...(after ? [compared(descending ? sql`<` : sql`>`, after)] : []),
      ...(upTo ? [compared(descending ? sql`>=` : sql`<=`, upTo)] : []),
    ],
  };
};

const startOf = (view: string, table: VersionsTable, query: RowQuery): Place | undefined =>
  query.cursor === undefined
    ? undefined
    : decodeCursor(view, query, query.sort && columnType(table, query.sort.column));

const chosen = (query: RowQuery, columns: readonly string[]): RowQuery['where'] =>
  Object.fromEntries(columns.map((column) => [column, query.where![column]]));

export const pageQueries = (view: string, table: VersionsTable, query: RowQuery, dialect: Dialect): PageQueries => {
  const { following } = dialect;
  const descending = query.sort?.descending ?? false;
  const order = orderBy(query.sort && named(declaredColumn(table, query.sort.column)), descending);
  const point = pointOf(query);
  const limit = limitOf(query);
  const conditions = where(table, dialect, query.where);
  const [index, equal = []] = indexForOrder(table, query) ?? [];
  const [since, equalBegun = []] = indexForBegun(table, query) ?? [];
  const after = startOf(view, table, query);
  const rows = (from: Index | undefined, terms: Term[], most: number): Sql<PlacedVersion> =>
    sql<PlacedVersion>`select ${placeIn(table)}, key, effective, recorded, ${order.place} from ${following(table.name, from)}
      where ${all([...conditions, ...terms])} ${order.clause} limit ${most}`;
  const whole = (from: Index | undefined) =>
    rows(from, [...visibleAt(table, point), ...among(query), ...order.between(after)], limit + 1);
  return {
    neverEnded: showsOpenOnly(table, point),
    limit,
    descending,
    after,
    ordered: index !== undefined,
    begun: (most) =>
      point.asOf === undefined || since === undefined
        ? undefined
        : sql<{ count: number }>`select count(*) as count from (select 1 from ${following(table.name, since)}
            where ${all([...where(table, dialect, chosen(query, equalBegun)), sql`effective <= ${point.asOf}`])}
            limit ${most}) as begun`,
    fromBegun: () => whole(since),
    unordered: () => whole(query.keys && keyIndex(table)),
    further: (from, entries) => sql<Place>`select key, ${order.place} from ${following(table.name, index)}
      where ${all([...where(table, dialect, chosen(query, equal)), sql`open = 1`, ...order.between(from)])}
      ${order.clause} limit 1 offset ${entries}`,
    open: ({ after, upTo, most }) => rows(index, [...openAt(table, point), ...order.between(after, upTo)], most),
    ended: ({ after, upTo, most }) => rows(index, [...endedAt(table, point), ...order.between(after, upTo)], most),
  };
};
