import type { Column, Field } from './columns.js';
import type { GridCell } from './grid.js';
import { columnLetters } from './merges.js';
import type { LedgerRemarks } from './remarks.js';
import type { Table } from './tables.js';
import { isNothing, readDate, readNumber, readNumbers } from './values.js';

const troubles = {
  'cell-error': '单元格是公式错误值',
  'formula-without-result': '公式没有缓存结果，请在表格软件中重新计算并保存',
  'date-impossible': '日期不存在或超出合理范围',
  'date-not-understood': '日期写法无法识别',
  'date-without-year': '日期缺少年份，且无法由上下文确定',
} as const;

/** One row of a table, read field by field. What a reader does not understand goes to `other` with a warning. */
export class LedgerRow {
  private readonly kept = new Map<string, string>();

  constructor(
    readonly table: Table,
    readonly row: number,
    private readonly remarks: LedgerRemarks,
    private readonly year?: number,
  ) {
    for (const column of [...table.unknown, ...table.repeated])
      this.keepCell(column, table.grid.at(row, column.column));
  }

  get place() {
    return { sheet: this.table.grid.name, row: this.row };
  }

  get other(): Record<string, string> {
    return Object.fromEntries(this.kept);
  }

  /** `other` where it holds something, else nothing. */
  get others(): { other?: Record<string, string> } {
    return this.kept.size > 0 ? { other: this.other } : {};
  }

  cell(field: Field): GridCell | undefined {
    const column = this.table.known.get(field);
    return column && this.table.grid.at(this.row, column.column);
  }

  text(field: Field): string | undefined {
    const cell = this.cell(field);
    if (!cell || isNothing(cell.text)) return undefined;
    if (cell.trouble) return this.keep(field, cell.trouble, `${troubles[cell.trouble]}:${cell.text}`);
    return cell.text;
  }

  date(field: Field): string | undefined {
    const [cell, text] = [this.cell(field), this.text(field)];
    if (!cell || text === undefined) return undefined;
    const read = readDate(cell, this.year);
    if ('trouble' in read) return this.keep(field, read.trouble, `${troubles[read.trouble]}:“${text}”`);
    if (read.yearFromContext) this.note('year-from-context', `“${text}”按 ${this.year} 年理解为 ${read.date}`, field);
    return read.date;
  }

  number(field: Field): number | undefined {
    const text = this.text(field);
    const number = text === undefined ? undefined : readNumber(text);
    if (text !== undefined && number === undefined) this.keep(field, 'number-not-numeric', `编号不是数字：“${text}”`);
    return number;
  }

  numbers(field: Field): number[] {
    const text = this.text(field);
    const numbers = text === undefined ? [] : readNumbers(text);
    if (text !== undefined && !numbers) this.keep(field, 'number-not-numeric', `编号列表无法识别：“${text}”`);
    return numbers ?? [];
  }

  list(field: Field, split: (text: string) => string[]): string[] {
    const text = this.text(field);
    return text === undefined ? [] : split(text);
  }

  /** The value stays with the row as written; always answers undefined. */
  keep(field: Field, code: string, message: string): undefined {
    const column = this.table.known.get(field);
    if (column) this.keepCell(column, this.cell(field));
    this.warn(code, message, field);
  }

  warn(code: string, message: string, field?: Field) {
    this.remarks.warn(code, { ...this.place, column: field && this.table.known.get(field) }, message);
  }

  note(code: string, message: string, field?: Field) {
    this.remarks.note(code, { ...this.place, column: field && this.table.known.get(field) }, message);
  }

  /** Takes over what a further row of the same entry kept. */
  adopt(further: LedgerRow) {
    for (const [title, text] of further.kept)
      if (this.kept.get(title) !== text) this.kept.set(`${title}（第${further.row}行）`, text);
  }

  /** A further row of the same entry: values that have no list to join are kept under their title and row. */
  keepFrom(other: LedgerRow, field: Field) {
    const [own, first, column] = [other.cell(field), this.cell(field), other.table.known.get(field)];
    if (!own || !column || isNothing(own.text) || own === first || own.text === first?.text) return;
    this.kept.set(`${column.title}（第${other.row}行）`, own.text);
    other.warn('row-continues', `合并问题的后续行另有内容“${own.text}”，已原样保留`, field);
  }

  private keepCell(column: Column, cell: GridCell | undefined) {
    if (!cell || isNothing(cell.text)) return;
    const letters = columnLetters(column.column);
    const title = column.title || `${letters}列`;
    this.kept.set(this.kept.has(title) ? `${title}(${letters})` : title, cell.text);
  }
}
