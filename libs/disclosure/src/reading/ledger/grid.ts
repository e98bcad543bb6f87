import type ExcelJS from 'exceljs';
import { workbooks } from '../../workbooks.js';
import { packWorkbook, unpackWorkbook } from './archive.js';
import { MAX_CELLS, MAX_COLUMNS, MAX_ROWS } from './extent.js';
import { coverOf, keyOf, type Merge } from './merges.js';
import { withoutUnfolding } from './parts.js';
import { damaged, tooLarge, UnreadableFile } from './refusals.js';

/** All cells of a sheet together, in UTF-16 units: many cells may share one long string. */
const MAX_SHEET_TEXT = 16 * 1024 * 1024;
/** What Excel itself allows in a cell, in UTF-16 units. */
const MAX_TEXT = 32_767;

export interface GridCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly value?: number | Date;
  readonly trouble?: 'cell-error' | 'formula-without-result';
}

/** Every position that a merge covers answers with the very same cell, so identity says "one merged cell". */
export interface Grid {
  readonly name: string;
  readonly lastRow: number;
  readonly lastColumn: number;
  at(row: number, column: number): GridCell | undefined;
}

/** These nodes carry no value, and some of them unfold into millions of cells. */
const ignoreNodes = [
  'mergeCells',
  'cols',
  'dataValidations',
  'conditionalFormatting',
  'hyperlinks',
  'autoFilter',
  'tableParts',
  'drawing',
  'legacyDrawing',
  'picture',
  'extLst',
  'rowBreaks',
];

/** Throws UnreadableFile and nothing else, whatever the bytes are. */
export const readGrids = async (bytes: Uint8Array): Promise<Grid[]> => {
  const { parts, merges } = withoutUnfolding(unpackWorkbook(bytes), MAX_CELLS);
  const { Workbook } = await workbooks();
  try {
    const workbook = new Workbook();
    await workbook.xlsx.load(packWorkbook(parts).buffer as ArrayBuffer, { ignoreNodes });
    return workbook.worksheets.map((sheet) => gridOf(sheet, merges.get(sheet.id) ?? []));
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw damaged(error instanceof Error ? error.message : 'xml');
  }
};

const gridOf = (sheet: ExcelJS.Worksheet, merges: readonly Merge[]): Grid => {
  const cells = new Map<number, GridCell>();
  let [lastRow, lastColumn, textLength] = [0, 0, 0];
  sheet.eachRow({ includeEmpty: false }, (row, rowNumber) => {
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      const read = readCell(cell.value, rowNumber, column);
      if (!read.text) return;
      textLength += read.text.length;
      if (read.text.length > MAX_TEXT)
        throw tooLarge('单元格字数', MAX_TEXT, read.text.length, { sheet: sheet.name, row: rowNumber });
      if (textLength > MAX_SHEET_TEXT)
        throw tooLarge('工作表字数', MAX_SHEET_TEXT, textLength, { sheet: sheet.name, row: rowNumber });
      [lastRow, lastColumn] = [Math.max(lastRow, rowNumber), Math.max(lastColumn, column)];
      cells.set(keyOf(rowNumber, column), read);
      if (cells.size > MAX_CELLS)
        throw tooLarge('单元格数', MAX_CELLS, cells.size, { sheet: sheet.name, row: rowNumber });
    });
  });
  if (lastRow > MAX_ROWS) throw tooLarge('行数', MAX_ROWS, lastRow, { sheet: sheet.name });
  if (lastColumn > MAX_COLUMNS) throw tooLarge('列数', MAX_COLUMNS, lastColumn, { sheet: sheet.name });
  const cover = coverOf(merges, { lastRow, lastColumn, limit: MAX_CELLS });
  const at = (row: number, column: number) => cells.get(cover.get(keyOf(row, column)) ?? keyOf(row, column));
  return { name: sheet.name, lastRow, lastColumn, at };
};

const readCell = (value: ExcelJS.CellValue, row: number, column: number): GridCell => {
  const place = { row, column };
  if (value === null || value === undefined) return { ...place, text: '' };
  if (typeof value === 'number') return { ...place, text: String(value), value };
  if (value instanceof Date) return dateCell(value, place);
  if (typeof value === 'boolean') return { ...place, text: value ? '是' : '否' };
  if (typeof value === 'string') return { ...place, text: tidy(value) };
  return { ...place, ...compound(value, place) };
};

const dateCell = (value: Date, place: { row: number; column: number }): GridCell =>
  Number.isNaN(value.getTime())
    ? { ...place, text: '#DATE!', trouble: 'cell-error' }
    : { ...place, text: value.toISOString().slice(0, 10), value };

const compound = (
  value: Exclude<ExcelJS.CellValue, string | number | boolean | Date | null | undefined>,
  place: { row: number; column: number },
): GridCell => {
  if ('error' in value) return { ...place, text: String(value.error), trouble: 'cell-error' };
  if ('richText' in value) return { ...place, text: tidy(value.richText.map((part) => part.text ?? '').join('')) };
  if ('hyperlink' in value) return readCell(value.text, place.row, place.column);
  if (value.result === undefined) return { ...place, text: '=', trouble: 'formula-without-result' };
  return readCell(value.result, place.row, place.column);
};

const tidy = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/_x000D_/g, '')
    .trim();
