import type { SheetColumns, SheetTitle } from '#contracts';
import { RuleBroken } from '#event-sourcing';
import { keyOfTitle, withoutBrackets } from '../ledger/columns.js';
import type { Grid } from '../ledger/grid.js';
import { columnLetters } from '../ledger/merges.js';

/** A header further down than this is not looked for. */
const HEADER_WITHIN_LINES = 20;
const LONGEST_TITLE = 100;

interface Titled extends SheetTitle {
  readonly column: number;
  readonly keys: readonly string[];
}

export interface Header {
  readonly grid: Grid;
  readonly line: number;
  readonly known: ReadonlyMap<string, Titled>;
  readonly unknown: readonly Titled[];
}

const titledIn = (grid: Grid, line: number): Titled[] => {
  const titled: Titled[] = [];
  for (let column = 1; column <= grid.lastColumn; column++) {
    const text = grid.at(line, column)?.text ?? '';
    const title = text.length <= LONGEST_TITLE ? text.replace(/\s+/g, '') : '';
    const keys = [title, withoutBrackets(title)].map(keyOfTitle).filter(Boolean);
    titled.push({ column, letter: columnLetters(column), title, keys });
  }
  return titled;
};

const headerAt = (grid: Grid, line: number, columns: SheetColumns): Header => {
  const known = new Map<string, Titled>();
  let unknown = titledIn(grid, line);
  for (const [field, { titles }] of Object.entries(columns)) {
    const found = titles.map((title) => unknown.find(({ keys }) => keys.includes(title))).find((one) => one);
    if (!found) continue;
    known.set(field, found);
    unknown = unknown.filter((one) => one !== found);
  }
  return { grid, line, known, unknown };
};

/** Numbers its rows, as most sheets do, whatever else is numbered. */
const ROW_COUNT = '序号';

const mustBeWhole = ({ line, known, unknown, grid }: Header, columns: SheetColumns): void => {
  const place = { sheet: grid.name || undefined, line };
  const missing = Object.entries(columns).filter(([field, { needed }]) => needed && !known.has(field));
  if (missing.length > 0) {
    const needed = missing.map(([field, { titles }]) => ({ field, titles }));
    throw new RuleBroken('sheet.column-missing', {
      ...place,
      needed,
      found: [...known.values()].map((one) => one.title),
    });
  }
  for (const [field, { titles }] of Object.entries(columns)) {
    const again = unknown.find(({ keys }) => keys.some((key) => key !== ROW_COUNT && titles.includes(key)));
    const first = known.get(field);
    if (first && again)
      throw new RuleBroken('sheet.column-twice', { ...place, field, columns: [first, again].map(named) });
  }
};

export const named = ({ letter, title }: SheetTitle): SheetTitle => ({ letter, title });

/** The line that names the most columns; throws when there is none, or not all that are needed, or on several sheets. */
export const headerOf = (grids: readonly Grid[], columns: SheetColumns): Header => {
  const best = grids.flatMap((grid) => {
    const lines = Array.from({ length: Math.min(grid.lastRow, HEADER_WITHIN_LINES) }, (_, at) => at + 1);
    const [first] = lines
      .map((line) => headerAt(grid, line, columns))
      .sort((one, other) => other.known.size - one.known.size);
    return first && first.known.size > 0 ? [first] : [];
  });
  const complete = best.filter(({ known }) =>
    Object.entries(columns).every(([f, { needed }]) => !needed || known.has(f)),
  );
  if (complete.length > 1) throw new RuleBroken('sheet.several', { sheets: complete.map(({ grid }) => grid.name) });
  const header = complete[0] ?? best[0];
  if (!header) {
    const titles = Object.values(columns).map((column) => column.titles[0]);
    throw new RuleBroken('sheet.no-header', { titles });
  }
  mustBeWhole(header, columns);
  return header;
};
