import {
  columnOf,
  type ReadSheet,
  type SentSheet,
  type SheetColumns,
  type SheetRead,
  type SheetTitle,
  type SheetTold,
} from '#contracts';
import { BadShape } from '../bad-shape.js';

export interface Sent extends SentSheet {
  readonly rows?: readonly object[];
}

/** The rows of a request, and the sheet that they came in, if they did. */
export interface SentRows {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly sheet?: SheetRead;
}

/** Where a row stands in the sheet that came. */
export interface RowPlace {
  readonly line?: number;
  /** Of what is refused. */
  readonly column?: SheetTitle;
}

const ONE_OF_THREE = 'rows、pasted、file 须且只能填写一项 / exactly one of rows, pasted and file is needed';

/** Throws unless the rows came in exactly one way, and when a sheet cannot be read as one. */
export const sentRows = async (
  { rows, pasted, file }: Sent,
  how: { readonly readSheet: ReadSheet; readonly columns: SheetColumns; readonly mostRows: number },
): Promise<SentRows> => {
  const ways = [rows, pasted, file].filter((one) => one !== undefined);
  if (ways.length !== 1) throw new BadShape([{ field: 'rows', message: ONE_OF_THREE }]);
  if (rows) return { rows: rows as SentRows['rows'] };
  const sheet = await how.readSheet({ pasted, file }, how.columns, how.mostRows);
  return { rows: sheet.rows.map(({ fields }) => fields), sheet };
};

export const placeOf = ({ sheet }: SentRows, at: number, field?: string): RowPlace =>
  sheet ? { line: sheet.rows[at]?.line, column: columnOf(sheet, field) } : {};

export const sheetTold = ({ sheet }: SentRows): { readonly sheet?: SheetTold } => {
  if (!sheet) return {};
  const { rows: _, ...told } = sheet;
  return { sheet: told };
};
