import { asOne, type SameIds } from '../deciding/same-ids.js';
import type { View } from './projection.js';
import type { Condition, RowQuery, Versioned, ViewReader } from './read-store.js';

const allOf = (id: string, same: SameIds): readonly string[] => {
  const goesOn = same.get(id) ?? id;
  const others = [...same].filter(([, one]) => one === goesOn).map(([other]) => other);
  return others.length > 0 ? [goesOn, ...others] : [id];
};

const isList = (condition: object): condition is readonly (string | number)[] => Array.isArray(condition);

const widened = (condition: Condition | undefined, same: SameIds): Condition | undefined => {
  if (typeof condition === 'string') {
    const all = allOf(condition, same);
    return all.length > 1 ? all : condition;
  }
  if (condition === undefined || typeof condition === 'number' || !isList(condition)) return condition;
  const all = condition.flatMap((one): (string | number)[] =>
    typeof one === 'string' ? [...allOf(one, same)] : [one],
  );
  return [...new Set(all)];
};

const asking = <Query extends RowQuery>(query: Query, same: SameIds): Query =>
  query.where
    ? { ...query, where: Object.fromEntries(Object.entries(query.where).map(([of, one]) => [of, widened(one, same)])) }
    : query;

const shown = <Row>(view: View<Row>, version: Versioned<Row>, same: SameIds): Versioned<Row> =>
  view.asRecorded ? version : { ...version, row: asOne(version.row, same) };

/** Rows recorded under several ids of one thing, found by each of them and shown with the one that goes on. */
export const withSameIds = (reader: ViewReader, known: () => Promise<SameIds>): ViewReader => ({
  find: async (view, key, moment) => {
    const same = await known();
    const found = await reader.find(view, key, moment);
    return found && same.size > 0 ? shown(view, found, same) : found;
  },
  list: async (view, query) => {
    const same = await known();
    if (same.size === 0) return reader.list(view, query);
    const page = await reader.list(view, asking(query, same));
    return { ...page, rows: page.rows.map((version) => shown(view, version, same)) };
  },
  count: async (view, column, query) => {
    const same = await known();
    const counts = await reader.count(view, column, asking(query, same));
    const sums = new Map<string | number, number>();
    for (const [value, count] of counts) {
      const goesOn = same.get(String(value)) ?? value;
      sums.set(goesOn, (sums.get(goesOn) ?? 0) + count);
    }
    return sums;
  },
  history: (view, key) => reader.history(view, key),
});
