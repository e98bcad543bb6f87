import type { ReadSheet, SentSheet, SheetColumn, SheetColumns, SheetRow } from '#contracts';
import { RuleBroken } from '#event-sourcing';
import { type Grid, type GridCell, readGrids } from '../ledger/grid.js';
import { UnreadableFile } from '../ledger/refusals.js';
import { isNothing, readDate, readMeasures, readNames, readNumbers } from '../ledger/values.js';
import { decodeReport } from '#files';
import { delimitedRecords } from './delimited.js';
import { type Header, headerOf, named } from './header.js';

/** A sheet that is wanted in hundreds of rows may have so many lines, blank ones and a heading among them. */
const MOST_LINES = 5_000;

const gridOfText = (text: string): Grid => {
  const lines = text.split(/\r\n?|\n/, MOST_LINES + 1).length;
  if (lines > MOST_LINES) throw new RuleBroken('sheet.too-many-rows', { limit: MOST_LINES });
  const records = delimitedRecords(text);
  const at = (row: number, column: number) => {
    const cell = records[row - 1]?.[column - 1];
    return cell ? { row, column, text: cell } : undefined;
  };
  const lastColumn = records.reduce((most, { length }) => Math.max(most, length), 0);
  return { name: '', lastRow: records.length, lastColumn, at };
};

const begins = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, at) => bytes[at] === byte);
const isWorkbook = (bytes: Uint8Array): boolean => begins(bytes, 0x50, 0x4b) || begins(bytes, 0xd0, 0xcf, 0x11, 0xe0);

const gridsOf = async ({ pasted, file = '' }: SentSheet): Promise<readonly Grid[]> => {
  if (pasted !== undefined) return [gridOfText(pasted)];
  const bytes = new Uint8Array(Buffer.from(file, 'base64'));
  if (!isWorkbook(bytes)) {
    const decoded = decodeReport(bytes);
    if (!decoded) throw new RuleBroken('import.not-text');
    return [gridOfText(decoded.text)];
  }
  return readGrids(bytes).catch((error: unknown) => {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new RuleBroken(error.code, { message: error.message, ...error.details });
  });
};

const YES = /^(?:是|√|✓|对|yes|y|true|1)$/i;
const NO = /^(?:否|×|✗|no|n|false|0)$/i;

const readers: Readonly<Record<NonNullable<SheetColumn['as']>, (cell: GridCell) => unknown>> = {
  text: ({ text }) => text,
  // What is no day stays as it is, for the row to be refused by.
  day: (cell) => {
    const read = readDate(cell);
    return 'date' in read ? read.date : cell.text;
  },
  names: ({ text }) => readNames(text),
  numbers: ({ text }) => readNumbers(text)?.map(String) ?? readNames(text),
  measures: ({ text }) => readMeasures(text),
  yes: ({ text }) => (YES.test(text) ? true : NO.test(text) ? false : text),
};

const inWords = (value: unknown, words: SheetColumn['words'] = {}): unknown =>
  Array.isArray(value) ? value.map((one) => inWords(one, words)) : (words[String(value)] ?? value);

const fieldOf = (cell: GridCell, { as = 'text', words }: SheetColumn): unknown => {
  const value = readers[as](cell);
  return words ? inWords(value, words) : value;
};

const rowAt = ({ grid, known }: Header, columns: SheetColumns, line: number): SheetRow | undefined => {
  const fields: Record<string, unknown> = {};
  for (const [field, title] of known) {
    const cell = grid.at(line, title.column);
    if (!cell || isNothing(cell.text)) continue;
    if (cell.trouble) throw new RuleBroken('sheet.cell-unreadable', { line, column: named(title), found: cell.text });
    fields[field] = fieldOf(cell, columns[field]!);
  }
  return Object.keys(fields).length > 0 ? { line, fields } : undefined;
};

/** Rows that were pasted or came as a file, by the titles of their columns. What is wrong with a row is for its reader. */
export const readSheet: ReadSheet = async (sent, columns, mostRows) => {
  const header = headerOf(await gridsOf(sent), columns);
  const { grid, line: headerLine, known, unknown } = header;
  const rows: SheetRow[] = [];
  for (let line = headerLine + 1; line <= grid.lastRow; line++) {
    const row = rowAt(header, columns, line);
    if (row) rows.push(row);
    if (rows.length > mostRows) throw new RuleBroken('sheet.too-many-rows', { limit: mostRows });
  }
  if (rows.length === 0) throw new RuleBroken('sheet.no-rows', { headerLine });
  return {
    ...(grid.name ? { name: grid.name } : {}),
    headerLine,
    columns: Object.fromEntries([...known].map(([field, title]) => [field, named(title)])),
    ignored: unknown.filter(({ title }) => title).map(named),
    rows,
  };
};
