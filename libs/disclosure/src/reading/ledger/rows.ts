import type { GridCell } from './grid.js';
import type { UnreadRow } from './reading.js';
import type { LedgerRemarks } from './remarks.js';
import { LedgerRow } from './row.js';
import { columnOf, type Table } from './tables.js';
import { plain } from './values.js';

export interface Section {
  readonly kind: 'area' | 'heading';
  readonly text: string;
}

export interface SortedRows {
  readonly rows: readonly (LedgerRow | Section)[];
  readonly totals: readonly number[];
  readonly unread: readonly UnreadRow[];
}

const LONGEST_QUOTE = 120;

type RowKind = 'blank' | 'header' | 'total' | 'footnote' | 'unclear' | 'data' | Section;

const skipped = {
  blank: ['blank-row', '空行已跳过'],
  header: ['header-repeated', '重复的表头已跳过'],
  total: ['total-row', '合计行不作为问题读取，仅用于核对'],
  footnote: ['footnote', '表下说明已跳过'],
} as const;

const footnote = /^(?:[※*]|注\d*[:.]|(?:备注|说明|填表|填报|制表|审核|审签|联系人|联系电话|单位负责人|签字)[^:]{0,6}:)/;

interface Sorting {
  readonly remarks: LedgerRemarks;
  readonly year?: number;
  /** Told of each row. */
  readonly rows: () => void;
}

/** Sorts the rows under a header into entries, sections and what is skipped with a note. */
export const sortRows = (table: Table, { remarks, year, rows: told }: Sorting): SortedRows => {
  const rows: (LedgerRow | Section)[] = [];
  const totals: number[] = [];
  const unread: UnreadRow[] = [];
  const sheet = table.grid.name;
  for (let row = table.headerRows.at(-1)! + 1; row <= table.grid.lastRow; row++) {
    told();
    const kind = kindOf(table, row);
    if (typeof kind === 'object') rows.push(kind);
    else if (kind === 'data') rows.push(new LedgerRow(table, row, remarks, year));
    else if (kind === 'unclear') unread.push(unreadRow(table, row));
    else remarks.note(skipped[kind][0], { sheet, row }, skipped[kind][1] + wording(table, row));
    if (kind === 'total') totals.push(row);
    if (kind === 'unclear') remarks.warn('row-not-understood', { sheet, row }, '无法判断此行属于哪一条，已原样保留');
  }
  return { rows, totals, unread };
};

const wording = (table: Table, row: number) => {
  const text = ownCells(table, row)
    .map((cell) => cell.text)
    .join(' ');
  return text && `：${text.slice(0, LONGEST_QUOTE)}`;
};

const kindOf = (table: Table, row: number): RowKind => {
  const own = ownCells(table, row);
  if (own.length === 0) return 'blank';
  const texts = own.map((cell) => plain(cell.text));
  if (texts.some((text) => /^(?:合计|总计|小计|共计):?$/.test(text)) || /^(?:合计|总计|共计)[:\d共]/.test(texts[0]!))
    return 'total';
  if (repeatsHeader(table, row)) return 'header';
  if (texts.every((text) => footnote.test(text))) return 'footnote';
  if (own.length === 1) return loneCell(table, own[0]!);
  return hasEntry(table, row) ? 'data' : 'unclear';
};

/** Cells that begin in this row; those merged from above belong to the rows above. */
const ownCells = (table: Table, row: number): GridCell[] => {
  const cells = new Set<GridCell>();
  for (let column = 1; column <= table.grid.lastColumn; column++) {
    const cell = table.grid.at(row, column);
    if (cell && cell.row === row) cells.add(cell);
  }
  return [...cells];
};

const repeatsHeader = (table: Table, row: number) => {
  const columns = [...table.known.values()];
  const last = table.headerRows.at(-1)!;
  const same = columns.filter(({ column }) => {
    const text = table.grid.at(row, column)?.text;
    return text !== undefined && text === table.grid.at(last, column)?.text;
  });
  return same.length >= 3 && same.length * 2 >= columns.length;
};

const naming = {
  issues: ['number', 'text'],
  tasks: ['number', 'title'],
  regulations: ['title'],
  people: ['name'],
} as const;

const hasEntry = (table: Table, row: number) =>
  naming[table.kind].some((field) => {
    const column = columnOf(table, field);
    return column !== undefined && table.grid.at(row, column) !== undefined;
  });

/** A lone cell is a section title where no column says the same, or it adds to an entry merged from above. */
const loneCell = (table: Table, only: GridCell): RowKind => {
  const kind = table.kind === 'issues' ? sectionKind(only.text) : undefined;
  if (kind && !table.known.has(kind)) return { kind, text: only.text };
  return hasEntry(table, only.row) ? 'data' : 'unclear';
};

const sectionKind = (text: string) => {
  if (/^[一二三四五六七八九十]{1,3}、/.test(text)) return 'area';
  return /^[(\uff08][一二三四五六七八九十]{1,3}[)\uff09]/.test(text) ? 'heading' : undefined;
};

export const unreadRow = (table: Table, row: number): UnreadRow => {
  const titles = new Map(
    [...table.known.values(), ...table.unknown, ...table.repeated].map((c) => [c.column, c.title]),
  );
  const cells = ownCells(table, row).map((cell) => [titles.get(cell.column) || `第${cell.column}列`, cell.text]);
  return { sheet: table.grid.name, row, cells: Object.fromEntries(cells) };
};
