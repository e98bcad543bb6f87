import type { RowQuery, View, ViewReader } from '#event-sourcing';

/**
 * The reader, remembering what it was last asked to list of the view, so that the same can be counted: a list and its
 * total never follow two sets of conditions.
 */
export const counting = (
  reader: ViewReader,
  counted: View,
): { readonly reader: ViewReader; readonly total: () => Promise<number> } => {
  let asked: RowQuery | undefined;
  const total = async (): Promise<number> => {
    // One with few values: the first of an index is what lists are narrowed by.
    const column = counted.indexes[0]?.[0] ?? Object.keys(counted.columns)[0];
    if (!asked || column === undefined) return 0;
    const { where, keys, asOf, knownAt } = asked;
    const counts = await reader.count(counted, column, { where, keys, asOf, knownAt });
    return [...counts.values()].reduce((sum, count) => sum + count, 0);
  };
  const list: ViewReader['list'] = (view, query) => {
    if (view.name === counted.name) asked = query;
    return reader.list(view, query);
  };
  return {
    reader: {
      find: reader.find.bind(reader),
      history: reader.history.bind(reader),
      count: reader.count.bind(reader),
      list,
    },
    total,
  };
};
