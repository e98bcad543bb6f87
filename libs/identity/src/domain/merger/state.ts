import { evolving, type SameIds } from '#event-sourcing';
import type { MergerEvent, MergerProposed, PersonsMerged } from './events.js';

export type Proposal = MergerProposed['data'] & { readonly by: { readonly id: string; readonly name: string } };

/** All mergers in force, and what waits for a second person, by the id of the absorbed person. */
export interface Mergers {
  readonly merged: ReadonlyMap<string, PersonsMerged['data']>;
  readonly proposed: ReadonlyMap<string, Proposal>;
  /** To the person who goes on, however often they were merged on the way. */
  readonly same: SameIds;
}

export const noMergers: Mergers = { merged: new Map(), proposed: new Map(), same: new Map() };

const without = <Value>(map: ReadonlyMap<string, Value>, id: string): ReadonlyMap<string, Value> =>
  new Map([...map].filter(([key]) => key !== id));

const lastOf = (merged: Mergers['merged'], id: string): string => {
  const next = merged.get(id)?.survivor.id;
  return next === undefined ? id : lastOf(merged, next);
};

const sameIn = (merged: Mergers['merged']): SameIds =>
  new Map([...merged.keys()].map((id) => [id, lastOf(merged, id)]));

const standing = ({ proposed }: Mergers, merged: Mergers['merged'], id: string): Mergers => ({
  merged,
  proposed: without(proposed, id),
  same: sameIn(merged),
});

export const personIn = ({ same }: Mergers, id: string): string => same.get(id) ?? id;

export const evolve = evolving<Mergers, MergerEvent>({
  MergerProposed: (mergers, { data, metadata: { actor } }) => {
    const proposal = { ...data, by: { id: actor.personId, name: actor.name } };
    return { ...mergers, proposed: new Map([...mergers.proposed, [data.absorbed.id, proposal]]) };
  },
  PersonsMerged: (mergers, { data }) =>
    standing(mergers, new Map([...mergers.merged, [data.absorbed.id, data]]), data.absorbed.id),
  MergerUndone: (mergers, { data: { absorbed } }) =>
    standing(mergers, without(mergers.merged, absorbed.id), absorbed.id),
});
