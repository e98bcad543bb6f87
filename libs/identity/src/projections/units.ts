import { idOf, integer, type Moment, type Page, projection, text, type View, type ViewReader } from '#event-sourcing';
import { foldedName } from '#contracts';
import type { UnitEvent } from '../domain/unit/events.js';

export interface UnitRow {
  readonly id: string;
  readonly name: string;
  readonly parentId?: string;
  readonly dissolved: boolean;
}

export const units: View<UnitRow> = projection<UnitRow, UnitEvent>({
  name: 'units',
  version: 3,
  seenThrough: 'everyone',
  when: {
    UnitRegistered: (_, { stream, data }) => ({ id: idOf(stream), ...data, dissolved: false }),
    UnitRenamed: (row, { data }) => row && { ...row, name: data.to },
    UnitMoved: (row, { data }) => row && { ...row, parentId: data.to?.id },
    UnitDissolved: (row) => row && { ...row, dissolved: true },
  },
  columns: {
    id: text((row) => row.id),
    name: text((row) => row.name),
    folded: text((row) => foldedName(row.name)),
    parentId: text((row) => row.parentId),
    dissolved: integer((row) => Number(row.dissolved)),
  },
  indexes: [['name'], ['folded'], ['parentId', 'name']],
});

export interface UnitsQuery extends Moment {
  /** Part of the name. */
  readonly name?: string;
  readonly parentId?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export const listUnits = (reader: ViewReader, { name, parentId, ...page }: UnitsQuery): Promise<Page<UnitRow>> =>
  reader.list(units, {
    ...page,
    where: { name: name ? { contains: name } : undefined, parentId },
    sort: { column: 'name' },
  });
