import ExcelJS from 'exceljs';
import { readLedger, type LedgerOptions } from './reader.js';

export interface SheetOf {
  readonly name?: string;
  readonly rows: readonly (readonly ExcelJS.CellValue[])[];
  readonly merges?: readonly string[];
  /** Rows and columns left empty above and to the left. */
  readonly offset?: readonly [rows: number, columns: number];
}

export const workbookOf = async (...sheets: readonly SheetOf[]): Promise<Uint8Array> => {
  const workbook = new ExcelJS.Workbook();
  sheets.forEach(({ name, rows, merges = [], offset: [down, right] = [0, 0] }, at) => {
    const sheet = workbook.addWorksheet(name ?? `表${at + 1}`);
    rows.forEach((row, y) => row.forEach((value, x) => (sheet.getCell(y + 1 + down, x + 1 + right).value = value)));
    for (const merge of merges) sheet.mergeCells(merge);
  });
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};

export const readSheets = async (sheets: readonly SheetOf[], options?: LedgerOptions) =>
  readLedger(await workbookOf(...sheets), options);

const HEADER = ['序号', '方面', '大项', '具体问题', '牵头单位', '责任人', '完成时限', '完成情况', '销号日期'] as const;
type Title = (typeof HEADER)[number] | (string & {});

const usual: Readonly<Record<string, ExcelJS.CellValue>> = {
  方面: '履行职责方面',
  大项: '服务群众不够到位',
  具体问题: '窗口排队时间偏长',
  牵头单位: '政务服务中心',
  责任人: '林晓',
  完成时限: '2024-06-30',
  完成情况: '整改中',
};

/** A ledger whose rows differ from the usual issue only in what a test names; numbered from 1. */
export const ledgerOf = (...rows: readonly Partial<Record<Title, ExcelJS.CellValue>>[]): SheetOf => {
  const titles = [...new Set<string>([...HEADER, ...rows.flatMap((row) => Object.keys(row))])];
  const filled = rows.map((row, at): Record<string, ExcelJS.CellValue> => ({ ...usual, 序号: at + 1, ...row }));
  return { name: '台账', rows: [titles, ...filled.map((row) => titles.map((title) => row[title] ?? null))] };
};

export const warningsOf = async (...rows: readonly Partial<Record<Title, ExcelJS.CellValue>>[]) =>
  (await readSheets([ledgerOf(...rows)])).warnings.map(({ code, row, column }) => [code, row, column]);
