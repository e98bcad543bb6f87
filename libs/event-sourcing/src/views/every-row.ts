import type { View } from './projection.js';
import type { RowQuery, Versioned, ViewReader } from './read-store.js';

const PAGE = 500;

/** A store in this process answers without waiting; others are let between two pages. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** All rows of a question, page after page. Whoever asks keeps the question narrow: one round, one issue. */
export const everyRow = async <Row>(
  reader: ViewReader,
  view: View<Row>,
  query: Omit<RowQuery, 'cursor' | 'limit'>,
): Promise<Versioned<Row>[]> => {
  const rows: Versioned<Row>[] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.list(view, { ...query, limit: PAGE, cursor });
    rows.push(...page.rows);
    cursor = page.next;
    if (cursor !== undefined) await nextTurn();
  } while (cursor !== undefined);
  return rows;
};
