import {
  type Field,
  isTable,
  type KnownColumns,
  keyOfTitle,
  recogniseColumns,
  type TitledColumn,
  withoutBrackets,
} from './columns.js';
import type { Grid } from './grid.js';
import type { TableKind } from './reading.js';

/** A header further down than this is not looked for. */
const HEADER_WITHIN_ROWS = 40;
const LONGEST_TITLE = 100;
const kinds: readonly TableKind[] = ['issues', 'tasks', 'regulations', 'people'];

export interface Table extends KnownColumns {
  readonly grid: Grid;
  readonly kind: TableKind;
  readonly headerRows: readonly number[];
}

/** The header is the row, or pair of rows, that names the most known columns; the earlier and shorter wins a tie. */
export const findTable = (grid: Grid): Table | undefined => {
  const rows = Array.from({ length: Math.min(grid.lastRow, HEADER_WITHIN_ROWS) }, (_, at) => at + 1);
  const headers = rows.flatMap((row) => (mayHeadTwoRows(grid, row) ? [[row], [row, row + 1]] : [[row]]));
  let best: Table | undefined;
  for (const candidate of headers.flatMap((headerRows) => candidatesAt(grid, headerRows)))
    if (!best || weight(candidate) > weight(best)) best = candidate;
  return best;
};

/** A title over the table fills its row with one merged cell; the upper row of a header holds several. */
const mayHeadTwoRows = (grid: Grid, row: number) => {
  const cells = Array.from({ length: grid.lastColumn }, (_, at) => grid.at(row, at + 1)).filter(
    (cell) => cell !== undefined,
  );
  return row < grid.lastRow && new Set(cells).size >= 3;
};

const weight = (table: Table) => table.known.size * 10 + (table.kind === 'issues' ? 1 : 0);

const candidatesAt = (grid: Grid, headerRows: readonly number[]): Table[] => {
  const columns = titledColumns(grid, headerRows);
  return kinds
    .map((kind) => ({ grid, kind, headerRows, ...recogniseColumns(kind, columns) }))
    .filter((table) => isTable(table.kind, table));
};

const titledColumns = (grid: Grid, headerRows: readonly number[]): TitledColumn[] => {
  const columns: TitledColumn[] = [];
  for (let column = 1; column <= grid.lastColumn; column++) {
    const cells = [...new Set(headerRows.map((row) => grid.at(row, column)))];
    const titles = cells.map((cell) => cell?.text ?? '').filter((text) => text && text.length <= LONGEST_TITLE);
    const joined = titles.join('');
    const last = titles.at(-1) ?? '';
    const keys = [joined, last, withoutBrackets(joined), withoutBrackets(last)].map(keyOfTitle).filter(Boolean);
    columns.push({ column, title: titles.map((title) => title.replace(/\s+/g, '')).join('/'), keys });
  }
  return sameCellOnce(grid, headerRows, columns);
};

/** A title merged over several columns names only the first of them. */
const sameCellOnce = (grid: Grid, headerRows: readonly number[], columns: readonly TitledColumn[]) => {
  const seen = new Set<unknown>();
  return columns.map((titled) => {
    const cell = grid.at(headerRows.at(-1)!, titled.column);
    const repeats = cell !== undefined && seen.has(cell);
    seen.add(cell);
    return repeats ? { ...titled, keys: [] } : titled;
  });
};

export const columnOf = (table: Table, field: Field) => table.known.get(field)?.column;
