import { evolving } from '#event-sourcing';
import type { UnitEvent } from './events.js';

/** `undefined` stands for a unit that was never registered. */
export type Unit = { readonly name: string; readonly parentId?: string; readonly dissolved: boolean } | undefined;

export const evolve = evolving<Unit, UnitEvent>({
  UnitRegistered: (_, { data }) => ({ name: data.name, parentId: data.parentId, dissolved: false }),
  UnitRenamed: (unit, { data }) => unit && { ...unit, name: data.to },
  UnitMoved: (unit, { data }) => unit && { ...unit, parentId: data.to?.id },
  UnitDissolved: (unit) => unit && { ...unit, dissolved: true },
});
