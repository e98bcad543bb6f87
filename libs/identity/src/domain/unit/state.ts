import type { Recorded } from '#event-sourcing';
import type { UnitEvent } from './events.js';

/** `undefined` stands for a unit that was never registered. */
export type Unit = { readonly name: string; readonly parentId?: string; readonly dissolved: boolean } | undefined;

export const evolve = (unit: Unit, { type, data }: Recorded<UnitEvent>): Unit => {
  switch (type) {
    case 'UnitRegistered':
      return { name: data.name, parentId: data.parentId, dissolved: false };
    case 'UnitRenamed':
      return unit && { ...unit, name: data.to };
    case 'UnitDissolved':
      return unit && { ...unit, dissolved: true };
  }
};
