import type { Paper } from '../blocks.js';
import { withBreaks } from '../typesetting.js';
import { SHEET_TEMPLATE } from './sheet-template.js';
import { propertiesOf, typeset } from './typeset.js';

export interface SheetRow {
  readonly cells: readonly string[];
  /** Whether it stands on one page: what is taller than a page cannot. */
  readonly kept: boolean;
}

export interface SheetTable {
  readonly title: string;
  /** Between the title and the table. */
  readonly lines: readonly string[];
  /** Widths in characters; they say how the width of the page is shared. */
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: readonly SheetRow[];
  /** Beneath the table. */
  readonly closing: readonly string[];
}

/** Tables, each on pages of its own. */
export interface Sheet extends Omit<Paper, 'blocks'> {
  readonly title: string;
  readonly tables: readonly SheetTable[];
}

/** Characters of a word that a narrow column holds. */
const LONGEST_WORD = 8;

const breakableRows = ({ rows, ...table }: SheetTable): SheetTable => ({
  ...table,
  rows: rows.map(({ cells, kept }) => ({ cells: cells.map((text) => withBreaks(text, LONGEST_WORD)), kept })),
});

export const sheetPdf = (sheet: Sheet): Promise<Uint8Array> => {
  const data = { title: sheet.title, ...propertiesOf(sheet), tables: sheet.tables.map(breakableRows) };
  return typeset({ template: SHEET_TEMPLATE, inputs: { sheet: JSON.stringify(data) }, on: sheet.on });
};
