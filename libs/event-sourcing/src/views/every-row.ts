import type { View } from './projection.js';
import type { Moment, RowQuery, ViewReader } from './read-store.js';

const PAGE = 500;

/** All rows that the conditions ask for, page after page. */
export const everyRow = async <Row>(
  reader: ViewReader,
  view: View<Row>,
  where: RowQuery['where'],
  { asOf, knownAt }: Moment = {},
): Promise<Row[]> => {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.list(view, { where, limit: PAGE, cursor, asOf, knownAt });
    rows.push(...page.rows.map(({ row }) => row));
    cursor = page.next;
  } while (cursor !== undefined);
  return rows;
};
