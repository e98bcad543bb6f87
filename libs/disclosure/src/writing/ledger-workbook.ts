import type ExcelJS from 'exceljs';
import { unzipSync, zipSync } from 'fflate';
import { workbooks } from '../workbooks.js';
import { countFound } from '../reading/ledger/checks.js';
import {
  AREA_COLUMN,
  HEADING_COLUMN,
  issueColumns,
  regulationColumns,
  taskColumns,
  type WrittenColumn,
} from './ledger-columns.js';
import type { LedgerWorkbook } from './ledger-content.js';

/** Excel's limit in UTF-16 units; a longer text says that it was cut. */
const MAX_CELL_TEXT = 32_767;
const CUT = '…（超出单元格上限，全文见系统）';

/** The same ledger gives the same bytes: no clock is read, neither for the document nor for the zip. */
export const writeLedgerWorkbook = async (ledger: LedgerWorkbook): Promise<Uint8Array> => {
  const { Workbook } = await workbooks();
  const workbook = new Workbook();
  workbook.creator = 'Rectify';
  workbook.lastModifiedBy = 'Rectify';
  workbook.created = new Date(`${ledger.asOf}T00:00:00Z`);
  workbook.modified = workbook.created;
  writeIssues(workbook.addWorksheet('整改台账'), ledger);
  writeList(workbook.addWorksheet('整改任务'), taskColumns, ledger.tasks);
  writeList(workbook.addWorksheet('建章立制'), regulationColumns, ledger.regulations);
  return withoutClock(new Uint8Array(await workbook.xlsx.writeBuffer()));
};

/** Zip times are local and have no zone: a date made of local parts is the same everywhere. */
const withoutClock = (bytes: Uint8Array) => zipSync(unzipSync(bytes), { mtime: new Date(1980, 0, 1), level: 6 });

const writeIssues = (sheet: ExcelJS.Worksheet, ledger: LedgerWorkbook) => {
  const lines = [ledger.title, asOfLine(ledger), `统计口径：${ledger.countingRule}`];
  lines.forEach((line, at) => writeLine(sheet, at + 1, line));
  sheet.getRow(1).font = { bold: true, size: 16 };
  sheet.getCell('A1').alignment = { horizontal: 'center', vertical: 'middle' };
  const first = lines.length + 2;
  writeTable(sheet, issueColumns, ledger.issues, first - 1);
  mergeRuns(
    sheet,
    first,
    AREA_COLUMN,
    ledger.issues.map((issue) => issue.area),
  );
  mergeRuns(
    sheet,
    first,
    HEADING_COLUMN,
    ledger.issues.map((issue) => `${issue.area}\n${issue.heading}`),
  );
  writeTotals(sheet, first + ledger.issues.length, ledger);
};

const writeLine = (sheet: ExcelJS.Worksheet, row: number, text: string) => {
  sheet.getCell(row, 1).value = fitting(text);
  sheet.mergeCells(row, 1, row, issueColumns.length);
};

const asOfLine = ({ asOf, organisation, team, deliveredOn }: LedgerWorkbook) =>
  [
    `截至${inWords(asOf)}`,
    organisation && `被巡察单位：${organisation}`,
    team && `巡察组：${team}`,
    deliveredOn && `反馈日期：${inWords(deliveredOn)}`,
  ]
    .filter(Boolean)
    .join('；');

const inWords = (date: string) => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};

const writeTotals = (sheet: ExcelJS.Worksheet, row: number, { issues, tasks, regulations }: LedgerWorkbook) => {
  const counted = issues.map(({ area, heading, status }) => ({
    area,
    heading,
    status: { text: '', understood: status },
  }));
  const found = countFound(counted, tasks, regulations);
  const problems = `${found.areas}个方面、${found.headings}个大项、${found.issues}个具体问题、${found.tasks}项整改任务`;
  sheet.getCell(row, 1).value = '合计';
  sheet.getCell(row, AREA_COLUMN).value =
    `${problems}；已销号${found.closed}个、长期整改${found.longTerm}个；制定或修订制度${found.regulations}项`;
  sheet.mergeCells(row, AREA_COLUMN, row, issueColumns.length);
  sheet.getRow(row).font = { bold: true };
};

const writeList = <Row>(sheet: ExcelJS.Worksheet, columns: readonly WrittenColumn<Row>[], rows: readonly Row[]) =>
  writeTable(sheet, columns, rows, 1);

const writeTable = <Row>(
  sheet: ExcelJS.Worksheet,
  columns: readonly WrittenColumn<Row>[],
  rows: readonly Row[],
  headerRow: number,
) => {
  columns.forEach((column, at) => {
    sheet.getColumn(at + 1).width = column.width;
    styled(sheet.getCell(headerRow, at + 1), column.title).font = { bold: true };
    rows.forEach((row, down) => styled(sheet.getCell(headerRow + 1 + down, at + 1), column.value(row)));
  });
  sheet.views = [{ state: 'frozen', ySplit: headerRow, xSplit: 1 }];
  sheet.pageSetup = {
    orientation: 'landscape',
    paperSize: 8 as ExcelJS.PaperSize,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: `${headerRow}:${headerRow}`,
  };
};

const thin = { style: 'thin' } as const;

const styled = (cell: ExcelJS.Cell, value: string | number | Date | undefined) => {
  if (value !== undefined && value !== '') cell.value = typeof value === 'string' ? fitting(value) : value;
  if (value instanceof Date) cell.numFmt = 'yyyy-mm-dd';
  cell.alignment = { wrapText: true, vertical: 'middle' };
  cell.border = { top: thin, left: thin, bottom: thin, right: thin };
  return cell;
};

const fitting = (text: string) =>
  text.length <= MAX_CELL_TEXT ? text : text.slice(0, MAX_CELL_TEXT - CUT.length).toWellFormed() + CUT;

const mergeRuns = (sheet: ExcelJS.Worksheet, firstRow: number, column: number, values: readonly string[]) => {
  let start = 0;
  for (let at = 1; at <= values.length; at++) {
    if (values[at] === values[start]) continue;
    if (at - start > 1) sheet.mergeCells(firstRow + start, column, firstRow + at - 1, column);
    start = at;
  }
};
