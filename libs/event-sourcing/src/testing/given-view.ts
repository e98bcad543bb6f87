import type { Event } from '../event.js';
import type { View } from '../views/projection.js';
import { asRecorded, type Past } from './given-decider.js';

/** Folds past events of one stream into the rows they leave, by key. */
export const rowsOf = <Row, E extends Event>(
  view: View<Row>,
  stream: string,
  ...past: (Past<E> | E)[]
): Map<string, Row> => {
  const rows = new Map<string, Row>();
  past.forEach((one, i) => {
    const event = asRecorded(stream, one, i + 1);
    if (view.types && !view.types.has(event.type)) return;
    const key = view.key(event);
    if (key === undefined) return;
    const row = view.fold(rows.get(key), event);
    if (row === undefined) rows.delete(key);
    else rows.set(key, row);
  });
  return rows;
};
