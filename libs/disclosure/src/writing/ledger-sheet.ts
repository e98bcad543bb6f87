import type ExcelJS from 'exceljs';
import { cutText } from '#shapes';
import type { LedgerValue } from './ledger-columns.js';
import type { LaidTable } from './ledger-layout.js';

/** Excel's limit in UTF-16 units; a longer text says that it was cut. */
const MAX_CELL_TEXT = 32_767;
const CUT = '…（超出单元格上限，全文见系统）';

const GB2312 = 134;
const POINTS = 10;
const POINTS_A_LINE = 14.5;
const TALLEST = 409;
/** A sheet counts its columns in digits of 宋体 at 11 points, 8 pixels each, and 5 for the edges. */
const digitsFor = (characters: number): number => (characters * POINTS * (96 / 72) + 5) / 8;

export const heightOf = (lines: number, points = POINTS_A_LINE): number => Math.min(TALLEST, lines * points + 4);

export const FACES = {
  title: { name: '方正小标宋简体', charset: GB2312, size: 18 },
  facts: { name: '仿宋', charset: GB2312, size: 11 },
  header: { name: '黑体', charset: GB2312, size: POINTS },
  text: { name: '宋体', charset: GB2312, size: POINTS },
  total: { name: '宋体', charset: GB2312, size: POINTS, bold: true },
} as const;

const thin = { style: 'thin' } as const;
const borders = { top: thin, left: thin, bottom: thin, right: thin };

/** What no text holds: marks of a character that is spelt by its number until the file is packed. */
const [OPEN, CLOSE] = ['\uFDD0', '\uFDD1'];

/** exceljs takes texts apart every 16,384 units, in the middle of a character where it falls so. */
const spelt = (text: string): string =>
  text.replace(/[\u{10000}-\u{10FFFF}]/gu, (character) => `${OPEN}${character.codePointAt(0)}${CLOSE}`);

/** In the XML of a packed workbook, what was spelt as the reference to a character that it is. */
export const withReferences = (xml: string): string => xml.replace(/\uFDD0(\d+)\uFDD1/g, '&#$1;');

export const fitting = (text: string): string => spelt(cutText(text, MAX_CELL_TEXT, CUT));

/** What is no sentence stands in the middle. */
const isShort = (value: LedgerValue): boolean => typeof value !== 'string' || value.length <= 4;

const fill = (cell: ExcelJS.Cell, value: LedgerValue, header: boolean): void => {
  cell.value = typeof value === 'string' ? fitting(value) || undefined : value;
  if (value instanceof Date) cell.numFmt = 'yyyy-mm-dd';
  cell.font = header ? FACES.header : FACES.text;
  cell.alignment = { wrapText: true, vertical: 'middle', horizontal: header || isShort(value) ? 'center' : 'left' };
  cell.border = borders;
};

const fillRow = (row: ExcelJS.Row, values: readonly LedgerValue[], header: boolean): void =>
  values.forEach((value, at) => fill(row.getCell(at + 1), value, header));

/** A4 across, as wide as the page; the header stands on each. */
const onPaper = (sheet: ExcelJS.Worksheet, headerRow: number): void => {
  sheet.views = [{ state: 'frozen', ySplit: headerRow, xSplit: 1 }];
  sheet.pageSetup = {
    orientation: 'landscape',
    paperSize: 9 as ExcelJS.PaperSize,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: true,
    printTitlesRow: `${headerRow}:${headerRow}`,
    margins: { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
  };
  sheet.headerFooter = { oddFooter: '&C第 &P 页，共 &N 页' };
};

export const writeTable = (sheet: ExcelJS.Worksheet, table: LaidTable, headerRow: number): void => {
  table.widths.forEach((width, at) => (sheet.getColumn(at + 1).width = digitsFor(width)));
  fillRow(sheet.getRow(headerRow), table.titles, true);
  sheet.getRow(headerRow).height = heightOf(table.titleLines);
  table.rows.forEach((values, at) => {
    const row = sheet.getRow(headerRow + 1 + at);
    fillRow(row, values, false);
    row.height = heightOf(table.lines[at]!);
  });
  onPaper(sheet, headerRow);
};
