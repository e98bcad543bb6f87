import type { Actor, Moment, ViewReader } from '#event-sourcing';
import { bodies } from '../projections/bodies.js';

/** Who keeps or watches the meetings of every body. */
const EVERY_BODY: readonly string[] = ['office', 'inspector', 'audit'];

/** Ids of the bodies whose meetings the person may read; undefined: all of them. */
export const readableBodies = async (
  reader: ViewReader,
  { roles, personId }: Actor,
  moment: Moment,
): Promise<readonly string[] | undefined> => {
  if (roles.some((role) => EVERY_BODY.includes(role))) return undefined;
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.list(bodies, { ...moment, cursor });
    for (const { row } of page.rows) {
      const people = [row.secretary, ...row.members.map(({ person }) => person)];
      if (people.some(({ id }) => id === personId)) ids.push(row.id);
    }
    cursor = page.next;
  } while (cursor !== undefined);
  return ids;
};
