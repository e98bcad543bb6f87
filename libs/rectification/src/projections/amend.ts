/** A change of a row that must be there already: a fact about something unknown leaves no row and never throws. */
export const amend =
  <Row, E>(change: (row: Row, event: E) => Partial<Row>) =>
  (row: Row | undefined, event: E): Row | undefined =>
    row && { ...row, ...change(row, event) };

/** The list with its last entry changed; an empty list stays empty. */
export const amendLast = <Entry>(entries: readonly Entry[], change: (entry: Entry) => Entry): readonly Entry[] =>
  entries.length === 0 ? entries : [...entries.slice(0, -1), change(entries.at(-1)!)];
