import { type Property, sheetPdf, type SheetTable } from '#documents';
import { issueColumns, regulationColumns, taskColumns } from './ledger-columns.js';
import type { LedgerWorkbook } from './ledger-content.js';
import { type LaidTable, laidOut, textOf } from './ledger-layout.js';
import { factLines, totalsLine } from './ledger-lines.js';

/** A page holds so many lines at least. */
const LINES_A_PAGE = 36;

const tableOf = ({ titles, widths, rows, lines }: LaidTable): Pick<SheetTable, 'columns' | 'rows'> => ({
  columns: titles.map((title, at) => ({ title, width: widths[at]! })),
  rows: rows.map((row, at) => ({ cells: row.map(textOf), kept: lines[at]! < LINES_A_PAGE })),
});

const propertiesOf = ({ asOf, round }: LedgerWorkbook): Property[] => [
  { name: 'asOf', label: '统计截至', value: asOf },
  { name: 'round', label: '巡察轮次', value: round },
];

/** What the workbook holds, sheet by sheet, to be printed. */
export const writeLedgerPdf = (ledger: LedgerWorkbook): Promise<Uint8Array> => {
  const lists: [string, LaidTable][] = [
    ['整改任务清单', laidOut(taskColumns, ledger.tasks)],
    ['建章立制清单', laidOut(regulationColumns, ledger.regulations)],
  ];
  const issues: SheetTable = {
    title: ledger.title,
    lines: factLines(ledger),
    ...tableOf(laidOut(issueColumns, ledger.issues)),
    closing: [`合计：${totalsLine(ledger)}`],
  };
  const further = lists
    .filter(([, table]) => table.rows.length > 0)
    .map(([title, table]): SheetTable => ({ title, lines: [], ...tableOf(table), closing: [] }));
  return sheetPdf({
    title: ledger.title,
    author: ledger.organisation ?? '',
    on: ledger.asOf,
    properties: propertiesOf(ledger),
    tables: [issues, ...further],
  });
};
