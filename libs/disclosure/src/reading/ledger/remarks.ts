import type { Column } from './columns.js';
import { columnLetters } from './merges.js';
import type { LedgerRemark } from './reading.js';

export interface Place {
  readonly sheet: string;
  readonly row?: number;
  readonly column?: Column;
}

interface Placed {
  readonly place: Place;
  readonly remark: LedgerRemark;
}

/** Collects what the dry run shows: warnings (look at this) and notes (skipped or completed, and why). */
export class LedgerRemarks {
  private readonly warned: Placed[] = [];
  private readonly noted: Placed[] = [];

  warn(code: string, place: Place, message: string) {
    this.warned.push(placed(code, place, message));
  }

  note(code: string, place: Place, message: string) {
    this.noted.push(placed(code, place, message));
  }

  warnings = (sheets: readonly string[]) => inOrder(this.warned, sheets);
  notes = (sheets: readonly string[]) => inOrder(this.noted, sheets);
}

const placed = (code: string, place: Place, message: string): Placed => {
  const column = place.column && columnName(place.column);
  const remark: LedgerRemark = {
    code,
    sheet: place.sheet,
    ...(place.row === undefined ? {} : { row: place.row }),
    ...(column === undefined ? {} : { column }),
    message: message,
  };
  return { place, remark };
};

export const columnName = ({ column, title }: Column) => `${columnLetters(column)} ${title}`.trim();

const inOrder = (remarks: readonly Placed[], sheets: readonly string[]): LedgerRemark[] => {
  const rank = ({ place }: Placed) => [sheets.indexOf(place.sheet), place.row ?? 0, place.column?.column ?? 0] as const;
  const sorted = remarks.toSorted((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
  });
  const distinct = new Map(sorted.map(({ remark }) => [JSON.stringify(remark), remark]));
  return [...distinct.values()];
};
