import { linesIn, widthOf } from '#documents';
import type { LedgerValue, WrittenColumn } from './ledger-columns.js';

/** The rows of a table as they are written, with the room that they take; widths in characters. */
export interface LaidTable {
  readonly titles: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly (readonly LedgerValue[])[];
  /** Lines of each row, and of the titles. */
  readonly lines: readonly number[];
  readonly titleLines: number;
}

/** A title reads downwards in a column that has nothing in it. */
const NARROWEST = 1.6;
/** For the edges of a cell. */
const MARGIN = 0.4;
/** The tallest row that a sheet can have holds so many lines; a column of longer texts is made wider, up to a bound. */
const MOST_LINES = 26;
const WIDEST = 60;

export const textOf = (value: LedgerValue): string =>
  value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '');

const longestLine = (text: string): number => Math.max(...text.split('\n').map(widthOf));

const widthOfColumn = <Row>({ width, least = NARROWEST }: WrittenColumn<Row>, texts: readonly string[]): number => {
  let [natural, needed] = [0, 0];
  for (const text of texts) {
    if (text === '') continue;
    natural = Math.max(natural, longestLine(text));
    needed = Math.max(needed, widthOf(text) / MOST_LINES);
  }
  const wished = Math.min(width, natural + MARGIN);
  return Math.min(WIDEST, Math.max(least, wished, needed + MARGIN));
};

const linesOf = (texts: readonly string[], widths: readonly number[]): number =>
  Math.max(1, ...texts.map((text, at) => linesIn(text, widths[at]! - MARGIN)));

/** Columns only as wide as what stands in them, so that a ledger of thirty columns can be read on a sheet of A4. */
export const laidOut = <Row>(columns: readonly WrittenColumn<Row>[], rows: readonly Row[]): LaidTable => {
  const values = rows.map((row) => columns.map((column) => column.value(row)));
  const texts = values.map((row) => row.map(textOf));
  const widths = columns.map((column, at) =>
    widthOfColumn(
      column,
      texts.map((row) => row[at]!),
    ),
  );
  const titles = columns.map(({ title }) => title);
  return {
    titles,
    widths,
    rows: values,
    lines: texts.map((row) => linesOf(row, widths)),
    titleLines: linesOf(titles, widths),
  };
};

/** Of so many rows that share the text of a merged cell, the lines that the last must have beyond its own. */
export const linesForMerged = (text: string, width: number, lines: readonly number[]): number =>
  Math.max(0, linesIn(text, width - MARGIN) - lines.reduce((sum, each) => sum + each, 0));
