import { foldedName } from '#contracts';
import type { Command, Lookup } from '#event-sourcing';
import type { Namesake, PersonNameFacts } from '../domain/person/registration.js';
import { type MoveFacts, unitDecider, type UnitNameFacts } from '../domain/unit/unit.js';
import { people, type PersonRow } from '../projections/people.js';
import { units } from '../projections/units.js';

interface Naming extends Command {
  readonly name: string;
  readonly staffNumber?: string;
}

const told = ({ id, name, staffNumber, unit, post }: PersonRow): Namesake => ({ id, name, staffNumber, unit, post });

/**
 * As the view stands, for names that were taken before each had a stream of its own, and for what is told of their holders.
 * A view that is behind or stands still must not keep anybody from being registered.
 */
export const peopleNamed = async ({ id, name, staffNumber }: Naming, look: Lookup): Promise<PersonNameFacts> => {
  const others = async (where: Record<string, string>): Promise<Namesake[]> =>
    (await look.kept(people, where)).filter((row) => row.id !== id).map(told);
  return {
    namesakes: await others({ folded: foldedName(name) }),
    numbered: staffNumber === undefined ? [] : await others({ staffNumber: foldedName(staffNumber) }),
  };
};

/** Dissolved units have left their names to others. */
export const unitsNamed = async ({ id, name }: Naming, look: Lookup): Promise<UnitNameFacts> => {
  const rows = await look.kept(units, { folded: foldedName(name), dissolved: 0 });
  const others = rows.filter((row) => row.id !== id);
  return { namesakes: others.map(({ id, name, parentId }) => ({ id, name, parentId })) };
};

/** The unit and those above it, as far as they are registered. */
export const aboveFrom = async (unitId: string | undefined, look: Lookup): Promise<MoveFacts['above']> => {
  const above: MoveFacts['above'][number][] = [];
  for (let id = unitId; id !== undefined && !above.some((one) => one.id === id);) {
    const { state } = await look.state(unitDecider, id);
    if (!state) break;
    above.push({ id, name: state.name, dissolved: state.dissolved });
    id = state.parentId;
  }
  return above;
};

/** Ids of those that the unit is under, the nearest first. */
export const unitsAbove = async (unitId: string, look: Lookup): Promise<readonly string[]> =>
  (await aboveFrom(unitId, look)).slice(1).map(({ id }) => id);
