import { type Column, RowRefused, type RowVersion, type View } from '#event-sourcing';
import { NEVER, placeNumber, STILL } from './versions-table.js';

/** What is written of one version: the fixed columns, then the declared ones, and the row's JSON. */
export interface StoredRow {
  readonly version: (string | number)[];
  readonly doc: string;
}

/** Text and whole numbers as declared; anything else would be stored as something it is not. */
const columnValue = (name: string, { type, of }: Column<unknown>, row: unknown): string | number => {
  const value = of(row);
  if (type === 'text' ? typeof value === 'string' : Number.isSafeInteger(value)) return value;
  throw new Error(`column ${name} is declared ${type}, its value is ${String(value)}`);
};

const followedBy = ({ next, knownTo }: RowVersion): number[] => {
  const open = next || knownTo !== undefined ? 0 : 1;
  return [open, next?.effective ?? NEVER, next?.recorded ?? NEVER, knownTo ?? STILL];
};

export const stored = (view: View, one: RowVersion): StoredRow => {
  const { key, position, effective, recorded, row } = one;
  try {
    const place = view.log ? position : placeNumber(one);
    const version: StoredRow['version'] = [place, key, effective, recorded];
    if (!view.log) version.push(...followedBy(one));
    for (const name in view.columns) version.push(columnValue(name, view.columns[name]!, row));
    return { version, doc: JSON.stringify(row) };
  } catch (error) {
    throw new RowRefused(view.name, position, (error as Error).message);
  }
};
