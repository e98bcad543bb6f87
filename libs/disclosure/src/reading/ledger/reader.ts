import {
  checkDates,
  checkLongTerm,
  checkNumbers,
  checkOutcome,
  checkTotals,
  countFound,
  type StatedTotals,
} from './checks.js';
import { type Grid, readGrids } from './grid.js';
import { readIssues } from './issues.js';
import { gatherPeople, gatherUnits } from './people.js';
import { type Preface, readPreface, readTotals, yearOf } from './preface.js';
import type { LedgerCounts, LedgerReading, LedgerSheet, TableKind } from './reading.js';
import { UnreadableFile } from './refusals.js';
import { gatherRegulations } from './regulations.js';
import { columnName, LedgerRemarks } from './remarks.js';
import { LedgerRow } from './row.js';
import { type SortedRows, sortRows, unreadRow } from './rows.js';
import { findTable, type Table } from './tables.js';
import { gatherTasks, linkIssues } from './tasks.js';

export interface LedgerOptions {
  readonly sha256?: string;
  /** For ledgers that do not say these dates themselves; what the sheet says goes first. Plain dates, YYYY-MM-DD. */
  readonly asOf?: string;
  readonly deliveredOn?: string;
  /** Completes dates such as 9月1日 when neither the sheet nor the dates above fix the year. */
  readonly year?: number;
  /** Told from time to time how many rows of all sheets have been looked at. */
  readonly progress?: (done: number, of: number) => void;
}

interface ReadTable extends SortedRows {
  readonly table: Table;
}

/** Understands an xlsx ledger as far as it is clear and warns about the rest. Throws UnreadableFile, nothing else. */
export const readLedger = async (bytes: Uint8Array, options: LedgerOptions = {}): Promise<LedgerReading> => {
  const grids = await readGrids(bytes);
  const tables = grids.map(findTable);
  const ledgers = tables.filter((table) => table?.kind === 'issues') as Table[];
  if (ledgers.length === 0)
    throw new UnreadableFile('import.no-ledger-found', '没有找到整改台账的表头（至少需要“具体问题”等三列）', {
      sheets: grids.map((grid) => grid.name),
    });
  const preface: Preface = Object.assign({}, knownDates(options), ...ledgers.map(readPreface).toReversed());
  const remarks = new LedgerRemarks();
  const known = tables.filter((table) => table !== undefined);
  const rows = rowsTold(known, options.progress);
  const read = known.map((table) => ({
    table,
    ...sortRows(table, { remarks, year: yearOf(preface) ?? options.year, rows }),
  }));
  const sheets = grids.map((grid, at) => sheetOf(grid, tables[at], remarks));
  return {
    kind: 'ledger',
    ...(options.sha256 ? { sha256: options.sha256 } : {}),
    sheets,
    ...preface,
    ...contents(read, preface, remarks),
    ...remarksOf(remarks, grids),
  };
};

const knownDates = ({ asOf, deliveredOn }: LedgerOptions): Preface => ({
  ...(asOf ? { asOf } : {}),
  ...(deliveredOn ? { deliveredOn } : {}),
});

const TOLD_EVERY = 500;

const rowsTold = (tables: readonly Table[], progress: LedgerOptions['progress']): (() => void) => {
  const of = tables.reduce((sum, { grid }) => sum + grid.lastRow, 0);
  let done = of - tables.reduce((sum, { grid, headerRows }) => sum + grid.lastRow - headerRows.at(-1)!, 0);
  return () => {
    done += 1;
    if (done % TOLD_EVERY === 0 || done === of) progress?.(done, of);
  };
};

const contents = (read: readonly ReadTable[], preface: Preface, remarks: LedgerRemarks) => {
  const rowsOf = (kind: TableKind) => read.filter(({ table }) => table.kind === kind).flatMap(({ rows }) => rows);
  const entriesOf = (kind: TableKind) => rowsOf(kind).filter((row) => row instanceof LedgerRow);
  const unlinked = readIssues(rowsOf('issues'));
  const { tasks, unplaced } = gatherTasks(entriesOf('tasks'), unlinked);
  const linked = linkIssues(unlinked, tasks);
  const issues = linked.map(({ issue }) => issue);
  const regulations = gatherRegulations(issues, entriesOf('regulations'), remarks);
  const people = gatherPeople(linked, tasks, entriesOf('people'));
  const found = countFound(issues, tasks, regulations);
  checkNumbers(linked);
  for (const issue of linked) {
    checkDates(issue, preface);
    checkOutcome(issue);
    checkLongTerm(issue);
  }
  const totals = totalsOf(read);
  checkTotals(totals, found, remarks);
  const stated: LedgerCounts = Object.assign({}, ...totals.map(({ counts }) => counts));
  const unread = [...read.flatMap((table) => table.unread), ...unplaced.map((row) => unreadRow(row.table, row.row))];
  return { issues, tasks, regulations, people, units: gatherUnits(linked, tasks, people), stated, found, unread };
};

const totalsOf = (read: readonly ReadTable[]): StatedTotals[] =>
  read
    .filter(({ table }) => table.kind === 'issues')
    .flatMap(({ table, totals }) =>
      totals.map((row) => ({ place: { sheet: table.grid.name, row }, counts: readTotals(table, row) })),
    );

const sheetOf = (grid: Grid, table: Table | undefined, remarks: LedgerRemarks): LedgerSheet => {
  const sheet = { name: grid.name, lastRow: grid.lastRow };
  if (table) remarkColumns(table, remarks);
  else if (grid.lastRow > 0) remarks.note('sheet-not-read', { sheet: grid.name }, '此工作表没有认识的表头，未读取');
  if (!table) return { ...sheet, kind: 'unknown', headerRows: [] };
  const columns = Object.fromEntries([...table.known].map(([field, column]) => [field, columnName(column)]));
  return { ...sheet, kind: table.kind, headerRows: table.headerRows, columns };
};

const remarkColumns = ({ grid, headerRows, repeated, unknown }: Table, remarks: LedgerRemarks) => {
  const place = { sheet: grid.name, row: headerRows[0] };
  for (const column of repeated)
    remarks.warn('column-repeated', { ...place, column }, `“${column.title}”与另一列含义相同，已按原文保留`);
  for (const column of unknown.filter(({ title }) => title))
    remarks.note('column-unknown', { ...place, column }, `“${column.title}”列不认识，已按原文保留`);
};

const remarksOf = (remarks: LedgerRemarks, grids: readonly Grid[]) => {
  const names = grids.map((grid) => grid.name);
  return { warnings: remarks.warnings(names), notes: remarks.notes(names) };
};
