import { type Condition, type Moment, RuleBroken, type RowQuery, type View } from '#event-sourcing';
import type { Dialect } from './dialect.js';
import { joined, named, type Sql, sql } from './sql.js';
import { type Shape, shapeOf, storedColumn } from './versions-table.js';

export type Term = Sql;

export const all = (terms: readonly Term[]): Term => (terms.length > 0 ? joined(terms, ' and ') : sql`1 = 1`);

export const declaredColumn = (shape: Shape, column: string): string => {
  const name = storedColumn(shape, column);
  if (name === undefined) throw new RuleBroken('query.unknown-column', { column });
  return name;
};

const isList = (condition: Condition): condition is readonly (string | number)[] => Array.isArray(condition);

const containing = (part: string): string => `%${part.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

const term = (column: Term, condition: Condition, { like }: Dialect): Term[] => {
  if (typeof condition !== 'object') return [sql`${column} = ${condition}`];
  if (isList(condition)) {
    return condition.length === 0 ? [sql`1 = 0`] : [sql`${column} in (${joined(condition)})`];
  }
  const { from, to, contains } = condition;
  return [
    ...(from === undefined ? [] : [sql`${column} >= ${from}`]),
    ...(to === undefined ? [] : [sql`${column} <= ${to}`]),
    ...(contains === undefined ? [] : [sql`${column} ${like} ${containing(contains)} escape '\\'`]),
  ];
};

export const where = (shape: Shape, dialect: Dialect, conditions: RowQuery['where'] = {}): Term[] =>
  Object.entries(conditions).flatMap(([name, condition]) =>
    condition === undefined ? [] : term(named(declaredColumn(shape, name)), condition, dialect),
  );

/** Only the rows asked for by name. */
export const among = ({ keys }: Pick<RowQuery, 'keys'>): Term[] => {
  if (keys === undefined) return [];
  return keys.length === 0 ? [sql`1 = 0`] : [sql`key in (${joined(keys)})`];
};

/** The columns that are compared for equality with one value. */
export const equalColumns = (conditions: RowQuery['where'] = {}): Set<string> =>
  new Set(
    Object.entries(conditions)
      .filter(([, condition]) => condition !== undefined && typeof condition !== 'object')
      .map(([name]) => name),
  );

/** A moment in milliseconds; absent: everything. */
export interface Point {
  readonly asOf: number | undefined;
  readonly knownAt: number | undefined;
}

const milliseconds = (instant: string | undefined): number | undefined => {
  if (instant === undefined) return undefined;
  const time = Date.parse(instant);
  if (Number.isNaN(time)) throw new RuleBroken('query.bad-moment', { instant });
  return time;
};

export const pointOf = ({ asOf, knownAt }: Moment): Point => ({
  asOf: milliseconds(asOf),
  knownAt: milliseconds(knownAt),
});

const isNow = ({ asOf, knownAt }: Point): boolean => asOf === undefined && knownAt === undefined;

/** Whether no version that has ended can be visible. */
export const showsOpenOnly = ({ log }: Shape, point: Point): boolean => log === true || isNow(point);

const begun = ({ asOf, knownAt }: Point): Term[] => [
  ...(asOf === undefined ? [] : [sql`effective <= ${asOf}`]),
  ...(knownAt === undefined ? [] : [sql`recorded <= ${knownAt}`]),
];

/** Open versions visible at the point. */
export const openAt = ({ log }: Shape, point: Point): Term[] => [...(log ? [] : [sql`open = 1`]), ...begun(point)];

/** What was known at the point and not told otherwise by then. */
const stillKnown = ({ retold }: Shape, { knownAt }: Point): Term[] => {
  if (!retold) return [];
  return [knownAt === undefined ? sql`known_to = 0` : sql`(known_to = 0 or known_to > ${knownAt})`];
};

/** Versions visible at the point although something has followed since. Nothing is, at the open point "now". */
export const endedAt = (shape: Shape, point: Point): Term[] => [
  sql`open = 0`,
  ...begun(point),
  followedLater(point),
  ...stillKnown(shape, point),
];

/** Any visible version, open or not. */
export const visibleAt = (shape: Shape, point: Point): Term[] =>
  showsOpenOnly(shape, point)
    ? openAt(shape, point)
    : [...begun(point), followedLater(point), ...stillKnown(shape, point)];

const followedLater = ({ asOf, knownAt }: Point): Term => {
  if (asOf !== undefined && knownAt !== undefined) return sql`(next_effective > ${asOf} or next_recorded > ${knownAt})`;
  if (asOf !== undefined) return sql`next_effective > ${asOf}`;
  return knownAt === undefined ? sql`1 = 0` : sql`next_recorded > ${knownAt}`;
};

export const mustDeclare = <Row>(view: View<Row>, column: string | undefined): void => {
  if (column !== undefined) declaredColumn(shapeOf(view as View), column);
};
