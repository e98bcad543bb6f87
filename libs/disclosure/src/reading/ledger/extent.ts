import { columnNumber } from './merges.js';
import { damaged, tooLarge } from './refusals.js';
import { attributeOf, openingTags, type Tag } from './tags.js';

export const MAX_ROWS = 20_000;
export const MAX_COLUMNS = 256;
export const MAX_CELLS = 400_000;
/** Excel's own last row: an empty row is let stand there. */
const LAST_ROW = 1_048_576;

const watched = new Set(['row', 'c']);

interface Found {
  readonly sheet: string;
  /** Number of the row that the last tag stood in, where it has one. */
  row: number;
  cells: number;
}

const rowNumberOf = (written: string, sheet: string): number => {
  if (!/^\d{1,15}$/.test(written)) throw damaged('row', { sheet, row: written.slice(0, 20) });
  return Number(written);
};

const withinRows = (row: number, last: number, sheet: string): number => {
  if (row > last) throw tooLarge('行号', MAX_ROWS, row, { sheet, row });
  return row;
};

const lookAtRow = (tag: Tag, found: Found): void => {
  const written = attributeOf(tag.text, 'r');
  found.row = written === undefined ? found.row + 1 : rowNumberOf(written, found.sheet);
  withinRows(found.row, LAST_ROW, found.sheet);
};

const lookAtCell = (tag: Tag, found: Found): void => {
  const { sheet, row } = found;
  found.cells += 1;
  if (found.cells > MAX_CELLS) throw tooLarge('单元格数', MAX_CELLS, found.cells, { sheet, row });
  const written = attributeOf(tag.text, 'r');
  if (written === undefined) return;
  const address = /^([A-Z]{1,3})(\d{1,15})$/.exec(written);
  if (!address) throw damaged('c', { sheet, row });
  withinRows(Math.max(row, Number(address[2])), MAX_ROWS, sheet);
  const column = columnNumber(address[1]!);
  if (column > MAX_COLUMNS) throw tooLarge('列号', MAX_COLUMNS, column, { sheet, row });
};

/**
 * A sheet without its empty cells, refused before anything is built when its rows and columns go beyond the limits:
 * exceljs keeps rows and cells in arrays by their number and walks them from the first to the last.
 */
export const withinExtent = (xml: string, sheet: string): string => {
  const found: Found = { sheet, row: 0, cells: 0 };
  const kept: string[] = [];
  let from = 0;
  for (const tag of openingTags(xml, watched)) {
    if (tag.name === 'row') lookAtRow(tag, found);
    else if (!tag.empty) lookAtCell(tag, found);
    if (!tag.empty) continue;
    kept.push(xml.slice(from, tag.from));
    from = tag.to;
  }
  return kept.join('') + xml.slice(from);
};
