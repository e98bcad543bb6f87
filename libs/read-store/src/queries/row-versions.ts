import type { Moment, RowQuery } from '#event-sourcing';
import { all, among, declaredColumn, equalColumns, pointOf, visibleAt, where } from './conditions.js';
import type { Dialect } from './dialect.js';
import { joined, named, type Sql, sql } from './sql.js';
import {
  docsName,
  type Index,
  keyIndex,
  orderIndex,
  placeColumn,
  type StoredDoc,
  type StoredVersion,
  type VersionsTable,
} from './versions-table.js';

export const placeIn = (table: VersionsTable): Sql => sql`${named(placeColumn(table))} as place`;

export const docsOf = (table: VersionsTable, places: readonly number[]): Sql<StoredDoc> =>
  sql<StoredDoc>`select ${placeIn(table)}, doc from ${named(docsName(table.name))}
    where ${named(placeColumn(table))} in (${joined(places)})`;

const storedIn = (table: VersionsTable): Sql => sql`${placeIn(table)}, key, effective, recorded`;

/** The version of one key visible at a moment; there is one at most. */
export const versionOf = (table: VersionsTable, key: string, moment: Moment, { following }: Dialect) =>
  sql<StoredVersion>`select ${storedIn(table)} from ${following(table.name, keyIndex(table))}
    where ${all([sql`key = ${key}`, ...visibleAt(table, pointOf(moment))])}`;

/** In no order. */
export const versionsOf = (table: VersionsTable, key: string, { following }: Dialect): Sql<StoredVersion> =>
  sql<StoredVersion>`select ${storedIn(table)} from ${following(table.name, keyIndex(table))}
    where key = ${key}`;

const indexForCount = (table: VersionsTable, column: string, query: RowQuery): Index | undefined => {
  const equal = equalColumns(query.where);
  const usable = (declared: readonly string[]): boolean => {
    const at = declared.indexOf(column);
    return at >= 0 && declared.slice(0, at).every((name) => equal.has(name));
  };
  const declared = table.indexes.find(usable);
  return declared && orderIndex(table, declared);
};

export interface Counted {
  readonly value: string | number;
  readonly count: number;
}

/** Says what is always so, for the index that begins with it. */
const eitherOpen = ({ log }: VersionsTable) => (log ? [] : [sql`open in (0, 1)`]);

export const countBy = (table: VersionsTable, column: string, query: RowQuery, dialect: Dialect): Sql<Counted> => {
  const counted = named(declaredColumn(table, column));
  return sql<Counted>`select ${counted} as value, count(*) as count
    from ${dialect.following(table.name, indexForCount(table, column, query))}
    where ${all([...where(table, dialect, query.where), ...eitherOpen(table), ...visibleAt(table, pointOf(query)), ...among(query)])}
    group by ${counted} order by ${counted}`;
};
