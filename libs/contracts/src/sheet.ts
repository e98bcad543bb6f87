/** How the cells of one column become a field. `names` and `numbers` are lists; `yes` is a mark. */
export interface SheetColumn {
  /** As offices head it, without blanks and punctuation; the likeliest first. */
  readonly titles: readonly string[];
  readonly as?: 'text' | 'day' | 'names' | 'numbers' | 'measures' | 'yes';
  /** A sheet without it is refused. */
  readonly needed?: true;
  /** What words of the office stand for. */
  readonly words?: Readonly<Record<string, string>>;
}

/** By the field that the column fills. */
export type SheetColumns = Readonly<Record<string, SheetColumn>>;

export interface SentSheet {
  /** Rows copied out of a program for sheets, or csv. */
  readonly pasted?: string;
  /** An xlsx, or a text file with such rows, in base64. */
  readonly file?: string;
}

export interface SheetTitle {
  /** As the program for sheets calls the column. */
  readonly letter: string;
  readonly title: string;
}

export interface SheetRow {
  /** Of the sheet, from 1, the title's line among them. */
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface SheetRead {
  /** The worksheet's name; absent for pasted text. */
  readonly name?: string;
  readonly headerLine: number;
  readonly columns: Readonly<Record<string, SheetTitle>>;
  /** Columns that nothing is read from. */
  readonly ignored: readonly SheetTitle[];
  readonly rows: readonly SheetRow[];
}

/** What an answer tells of the sheet that came. */
export type SheetTold = Omit<SheetRead, 'rows'>;

/** Throws what is wrong with a sheet as a whole. */
export type ReadSheet = (sent: SentSheet, columns: SheetColumns, mostRows: number) => Promise<SheetRead>;

/** Where a refused field of a row stands. */
export const columnOf = ({ columns }: SheetTold, field: string | undefined): SheetTitle | undefined =>
  field === undefined ? undefined : columns[field.split(/[.[]/, 1)[0]!];
