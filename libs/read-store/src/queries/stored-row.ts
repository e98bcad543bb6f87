import { type Column, RowRefused, type RowVersion, type View } from '#event-sourcing';
import { NEVER } from './versions-table.js';

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

const followedBy = (next: RowVersion['next']): number[] =>
  next ? [0, next.effective, next.recorded] : [1, NEVER, NEVER];

export const stored = (view: View, { key, position, effective, recorded, next, row }: RowVersion): StoredRow => {
  try {
    const version: StoredRow['version'] = [position, key, effective, recorded];
    if (!view.log) version.push(...followedBy(next));
    for (const name in view.columns) version.push(columnValue(name, view.columns[name]!, row));
    return { version, doc: JSON.stringify(row) };
  } catch (error) {
    throw new RowRefused(view.name, position, (error as Error).message);
  }
};
