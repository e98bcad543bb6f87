import type { ViewReader } from '#event-sourcing';
import { people } from './people.js';
import { units } from './units.js';

const ids = (counted: ReadonlyMap<string | number, number>): string[] => [...counted.keys()].map(String);

/** The unit and all below it, as the tree stands now. */
export const unitsUnder = async (reader: ViewReader, unitId: string | undefined): Promise<readonly string[]> => {
  const found = new Set<string>();
  let level = unitId === undefined ? [] : [unitId];
  while (level.length > 0) {
    for (const id of level) found.add(id);
    level = ids(await reader.count(units, 'id', { where: { parentId: level } })).filter((id) => !found.has(id));
  }
  return [...found];
};

/** Those whose post is in one of the units now. */
export const peopleIn = async (reader: ViewReader, unitIds: readonly string[]): Promise<readonly string[]> =>
  unitIds.length === 0 ? [] : ids(await reader.count(people, 'id', { where: { unitId: unitIds } }));
