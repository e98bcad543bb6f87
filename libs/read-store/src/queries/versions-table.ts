import type { View } from '#event-sourcing';

/** Stands for "nothing has followed" in next_effective and next_recorded; later than every real time in milliseconds. */
export const NEVER = Number.MAX_SAFE_INTEGER;

export interface Shape {
  readonly columns: Readonly<Record<string, 'text' | 'integer'>>;
  readonly indexes: readonly (readonly string[])[];
}

/**
 * The tables of one generation: a slim row for each version of each key, its position unique because an event touches one
 * key, and beside it the row's JSON, which is written once and never scanned.
 */
export interface VersionsTable extends Shape {
  readonly name: string;
}

export interface StoredVersion {
  readonly position: number;
  readonly key: string;
  readonly effective: number;
  readonly recorded: number;
}

export interface StoredDoc {
  readonly position: number;
  /** JSON of the view's row. */
  readonly doc: string;
}

export const shapeOf = (view: View): Shape => ({
  columns: Object.fromEntries(Object.entries(view.columns).map(([name, { type }]) => [name, type])),
  indexes: view.indexes,
});

export const tableName = (view: string, generation: number): string => `view_${view}_${generation}`;

export const docsName = (table: string): string => `${table}_docs`;

/** Declared columns carry a prefix, so that a view may call one `key` or `position`. */
export const columnName = (column: string): string => `c_${column}`;

/** Everything an as-of scan must look at stands in the index; rows are fetched only for what is shown. */
const SCANNED = ['key', 'effective', 'next_effective', 'recorded', 'next_recorded'];

export interface Index {
  readonly name: string;
  readonly columns: readonly string[];
}

export const keyIndex = (table: VersionsTable): Index => ({ name: `${table.name}_key`, columns: ['key', 'position'] });

/** Open versions first, then those ended, each in the declared order. */
export const orderIndex = (table: VersionsTable, declared: readonly string[]): Index => ({
  name: `${table.name}_by_${declared.join('_')}`,
  columns: ['open', ...declared.map(columnName), ...SCANNED],
});

/** Finds the few versions that existed at an early time, under the same equalities. */
export const sinceIndex = (table: VersionsTable, equal: readonly string[]): Index => ({
  name: [table.name, 'since', ...equal].join('_'),
  columns: [...equal.map(columnName), 'effective'],
});

export const sinceColumns = ({ indexes }: Shape): string[][] => {
  const distinct = new Map<string, string[]>();
  for (const declared of indexes) distinct.set(declared.slice(0, -1).join(), declared.slice(0, -1));
  return [...distinct.values()];
};

export const indexesOf = (table: VersionsTable): Index[] => [
  keyIndex(table),
  ...table.indexes.map((declared) => orderIndex(table, declared)),
  ...sinceColumns(table).map((equal) => sinceIndex(table, equal)),
];
