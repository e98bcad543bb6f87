import type ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { linesIn } from '#documents';
import { workbooks } from '../workbooks.js';
import { AREA_COLUMN, HEADING_COLUMN, issueColumns, regulationColumns, taskColumns } from './ledger-columns.js';
import type { LedgerWorkbook } from './ledger-content.js';
import { type LaidTable, laidOut, linesForMerged } from './ledger-layout.js';
import { factLines, totalsLine } from './ledger-lines.js';
import { FACES, fitting, heightOf, withReferences, writeTable } from './ledger-sheet.js';

/** The same ledger gives the same bytes: no clock is read, neither for the document nor for the zip. */
export const writeLedgerWorkbook = async (ledger: LedgerWorkbook): Promise<Uint8Array> => {
  const { Workbook } = await workbooks();
  const workbook = new Workbook();
  workbook.creator = ledger.organisation ?? 'Rectify';
  workbook.lastModifiedBy = workbook.creator;
  workbook.title = ledger.title;
  workbook.created = new Date(`${ledger.asOf}T00:00:00Z`);
  workbook.modified = workbook.created;
  writeIssues(workbook.addWorksheet('整改台账'), ledger);
  writeTable(workbook.addWorksheet('整改任务'), laidOut(taskColumns, ledger.tasks), 1);
  writeTable(workbook.addWorksheet('建章立制'), laidOut(regulationColumns, ledger.regulations), 1);
  return steady(new Uint8Array(await workbook.xlsx.writeBuffer()));
};

/** The typeface that a sheet counts its columns in; the library knows no other than its own. */
const inChinese = (stylesXml: string): string =>
  stylesXml.replace(
    /<font>(?:(?!<\/font>).)*Calibri.*?<\/font>/s,
    '<font><charset val="134"/><sz val="11"/><name val="宋体"/></font>',
  );

/** Zip times are local and have no zone: a date made of local parts is the same everywhere. */
const steady = (bytes: Uint8Array): Uint8Array => {
  const parts = unzipSync(bytes);
  const rewrite = (name: string, change: (xml: string) => string): void => {
    if (parts[name]) parts[name] = strToU8(change(strFromU8(parts[name])));
  };
  rewrite('xl/styles.xml', inChinese);
  rewrite('xl/sharedStrings.xml', withReferences);
  return zipSync(parts, { mtime: new Date(1980, 0, 1), level: 6 });
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const writeIssues = (sheet: ExcelJS.Worksheet, ledger: LedgerWorkbook): void => {
  const table = laidOut(issueColumns, ledger.issues);
  const width = sum(table.widths);
  writeLine(sheet, 1, { text: ledger.title, font: FACES.title, height: 32 });
  sheet.getCell('A1').alignment = { horizontal: 'center', vertical: 'middle' };
  const facts = factLines(ledger);
  facts.forEach((text, at) => {
    writeLine(sheet, at + 2, { text, font: FACES.facts, height: heightOf(linesIn(text, width * 0.9), 16) });
  });
  const headerRow = facts.length + 2;
  writeTable(sheet, table, headerRow);
  mergeRuns(sheet, table, { column: AREA_COLUMN, headerRow, keys: ledger.issues.map(({ area }) => area) });
  const headings = ledger.issues.map(({ area, heading }) => `${area}\n${heading}`);
  mergeRuns(sheet, table, { column: HEADING_COLUMN, headerRow, keys: headings });
  writeTotals(sheet, headerRow + 1 + ledger.issues.length, totalsLine(ledger));
};

interface Line {
  readonly text: string;
  readonly font: Partial<ExcelJS.Font>;
  readonly height: number;
}

const writeLine = (sheet: ExcelJS.Worksheet, at: number, { text, font, height }: Line): void => {
  const cell = sheet.getCell(at, 1);
  cell.value = fitting(text);
  cell.font = font;
  cell.alignment = { wrapText: true, vertical: 'middle' };
  sheet.getRow(at).height = height;
  sheet.mergeCells(at, 1, at, issueColumns.length);
};

const writeTotals = (sheet: ExcelJS.Worksheet, row: number, text: string): void => {
  sheet.getCell(row, 1).value = '合计';
  sheet.getCell(row, AREA_COLUMN).value = text;
  sheet.mergeCells(row, AREA_COLUMN, row, issueColumns.length);
  sheet.getRow(row).font = FACES.total;
  sheet.getRow(row).height = 24;
  for (const column of [1, AREA_COLUMN]) sheet.getCell(row, column).alignment = { vertical: 'middle' };
};

interface Runs {
  readonly column: number;
  readonly headerRow: number;
  readonly keys: readonly string[];
}

/** One cell for neighbours of one area or heading; where its text is longer than they are tall, the last grows. */
const mergeRuns = (sheet: ExcelJS.Worksheet, table: LaidTable, { column, headerRow, keys }: Runs): void => {
  let start = 0;
  for (let at = 1; at <= keys.length; at++) {
    if (keys[at] === keys[start]) continue;
    const text = String(table.rows[start]![column - 1]);
    const more = linesForMerged(text, table.widths[column - 1]!, table.lines.slice(start, at));
    const last = sheet.getRow(headerRow + at);
    if (more > 0) last.height = Math.max(last.height, heightOf(table.lines[at - 1]! + more));
    if (at - start > 1) sheet.mergeCells(headerRow + 1 + start, column, headerRow + at, column);
    start = at;
  }
};
