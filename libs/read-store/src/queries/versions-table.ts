import type { Place, View } from '#event-sourcing';

/** Stands for "nothing has followed" in next_effective and next_recorded; later than every real time in milliseconds. */
export const NEVER = Number.MAX_SAFE_INTEGER;
/** Stands for "nothing else was told" in known_to, where nearly every version has it; it takes no room. */
export const STILL = 0;

export interface Shape {
  readonly columns: Readonly<Record<string, 'text' | 'integer'>>;
  readonly indexes: readonly (readonly string[])[];
  /** Rows that nothing ever follows: neither open nor ended. */
  readonly log?: true;
  /** Versions may be told otherwise later: they have `known_to`, and an event may have several. Absent in tables from before that. */
  readonly retold?: true;
}

/**
 * The tables of one generation: a slim row for each version of each key, its place unique because an event touches one
 * key, and beside it the row's JSON, which is written once and never scanned.
 */
export interface VersionsTable extends Shape {
  readonly name: string;
}

export interface StoredVersion {
  readonly place: number;
  readonly key: string;
  readonly effective: number;
  readonly recorded: number;
}

export interface StoredDoc {
  readonly place: number;
  /** JSON of the view's row. */
  readonly doc: string;
}

export const shapeOf = (view: View): Shape => ({
  columns: Object.fromEntries(Object.entries(view.columns).map(([name, { type }]) => [name, type])),
  indexes: view.indexes,
  ...(view.log ? { log: true } : { retold: true }),
});

/** So many versions one event may have in a row. */
const PARTS = 4_096;
/**
 * Versions beside an event's first one stand behind all others, which are as dense as events: so they are found fastest.
 * The newest version of a key is at the highest of its places, or at the highest below this one.
 */
export const BESIDE = 2 ** 52;

/** The number under which a version is stored, outside of logs. */
export const placeNumber = ({ position, part = 0 }: Place): number => {
  const place = part === 0 ? position : BESIDE + position * PARTS + part;
  if (part < PARTS && Number.isSafeInteger(place)) return place;
  throw new RangeError(`no place for part ${part} of position ${position}`);
};

export const placeOf = (place: number): Place =>
  place < BESIDE
    ? { position: place }
    : { position: Math.floor((place - BESIDE) / PARTS), part: (place - BESIDE) % PARTS };

/** In the order in which they were told. */
export const byTelling = (a: StoredVersion, b: StoredVersion): number => {
  const [one, other] = [placeOf(a.place), placeOf(b.place)];
  return one.position - other.position || (one.part ?? 0) - (other.part ?? 0);
};

export const positionOf = ({ retold }: Shape, place: number): number => (retold ? placeOf(place).position : place);

/** A log is sorted and filtered by position, and tables from before were. */
export const placeColumn = ({ retold }: Shape): string => (retold ? 'place' : 'position');

export const tableName = (view: string, generation: number): string => `view_${view}_${generation}`;

export const docsName = (table: string): string => `${table}_docs`;

/** Declared columns carry a prefix, so that a view may call one `key` or `position`. */
export const columnName = (column: string): string => `c_${column}`;

const OF_EVERY_LOG: Readonly<Record<string, string>> = {
  position: 'position',
  effectiveAt: 'effective',
  recordedAt: 'recorded',
};

/** What the column is called in the table; undefined when there is none. */
export const storedColumn = (shape: Shape, column: string): string | undefined => {
  if (Object.hasOwn(shape.columns, column)) return columnName(column);
  return shape.log && Object.hasOwn(OF_EVERY_LOG, column) ? OF_EVERY_LOG[column] : undefined;
};

export const columnType = (shape: Shape, column: string): 'text' | 'integer' => shape.columns[column] ?? 'integer';

const AT = { key: 'text', effective: 'integer', recorded: 'integer' } as const;
const FOLLOWED = { open: 'integer', next_effective: 'integer', next_recorded: 'integer' } as const;

const KNOWN = { known_to: 'integer' } as const;

/** All columns of the table in the order they are written: first those no view declares. */
export const tableColumns = (shape: Shape): Readonly<Record<string, 'text' | 'integer'>> => ({
  [placeColumn(shape)]: 'integer',
  ...AT,
  ...(shape.log ? {} : FOLLOWED),
  ...(shape.retold ? KNOWN : {}),
  ...Object.fromEntries(Object.entries(shape.columns).map(([name, type]) => [columnName(name), type])),
});

/** Everything an as-of scan must look at stands in the index; rows are fetched only for what is shown. */
const scanned = ({ retold }: Shape): readonly string[] => [
  'key',
  'effective',
  'next_effective',
  'recorded',
  'next_recorded',
  ...(retold ? Object.keys(KNOWN) : []),
];

/** Without a name: the table itself, which is in the order of positions. */
export interface Index {
  readonly name: string | undefined;
  readonly columns: readonly string[];
}

export type NamedIndex = Index & { readonly name: string };

export const keyIndex = (table: VersionsTable): NamedIndex => ({
  name: `${table.name}_key`,
  columns: ['key', placeColumn(table)],
});

/** Open versions first, then those ended, each in the declared order; of a log, all in that order. */
export const orderIndex = (table: VersionsTable, declared: readonly string[]): Index => {
  const ordered = declared.map((column) => storedColumn(table, column)!);
  const isTable = table.log && declared.join() === 'position';
  return {
    name: isTable ? undefined : `${table.name}_by_${declared.join('_')}`,
    columns: table.log ? ordered : ['open', ...ordered, ...scanned(table)],
  };
};

/** Finds the few versions that existed at an early time, under the same equalities. */
export const sinceIndex = (table: VersionsTable, equal: readonly string[]): NamedIndex => ({
  name: [table.name, 'since', ...equal].join('_'),
  columns: [...equal.map(columnName), 'effective'],
});

export const sinceColumns = ({ indexes, log }: Shape): string[][] => {
  if (log) return [[]];
  const distinct = new Map<string, string[]>();
  for (const declared of indexes) distinct.set(declared.slice(0, -1).join(), declared.slice(0, -1));
  return [...distinct.values()];
};

const isNamed = (index: Index): index is NamedIndex => index.name !== undefined;

export const indexesOf = (table: VersionsTable): NamedIndex[] => [
  keyIndex(table),
  ...table.indexes.map((declared) => orderIndex(table, declared)).filter(isNamed),
  ...sinceColumns(table).map((equal) => sinceIndex(table, equal)),
];
