/** The row with the change; the very same row when nothing differs, so that no version of it is kept for nothing. */
export const changed = <Row extends object>(row: Row, change: Partial<Row>): Row =>
  (Object.keys(change) as (keyof Row)[]).some((field) => row[field] !== change[field]) ? { ...row, ...change } : row;

/** A change of a row that must be there already: a fact about something unknown leaves no row and never throws. */
export const amend =
  <Row extends object, E>(change: (row: Row, event: E) => Partial<Row>) =>
  (row: Row | undefined, event: E): Row | undefined =>
    row && changed(row, change(row, event));

/** The list with its last entry changed; an empty list stays empty. */
export const amendLast = <Entry>(entries: readonly Entry[], change: (entry: Entry) => Entry): readonly Entry[] =>
  entries.length === 0 ? entries : [...entries.slice(0, -1), change(entries.at(-1)!)];
