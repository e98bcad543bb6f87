import { evolving } from '#event-sourcing';
import type { UnitEvent } from './events.js';
import type { Unit } from './state.js';

export const evolve = evolving<Unit, UnitEvent>({
  UnitRegistered: (_, { data }) => ({ name: data.name, parentId: data.parentId, dissolved: false }),
  UnitRenamed: (unit, { data }) => unit && { ...unit, name: data.to },
  UnitMoved: (unit, { data }) => unit && { ...unit, parentId: data.to?.id },
  UnitDissolved: (unit) => unit && { ...unit, dissolved: true },
});
