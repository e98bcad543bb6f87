import type { Lookup, PlainDate } from '#event-sourcing';
import type { Attendee } from '../domain/meeting/events.js';

/** Who there is, with post and unit as of the day; the identity context answers through the lookup. */
export interface Directory {
  person(id: string, day: PlainDate, look: Lookup): Promise<Attendee | undefined>;
}

/** Those of them that the directory knows, by id. */
export const peopleOn = async (
  directory: Directory,
  ids: readonly string[],
  { day, look }: { readonly day: PlainDate; readonly look: Lookup },
): Promise<ReadonlyMap<string, Attendee>> => {
  const found = await Promise.all([...new Set(ids)].map((id) => directory.person(id, day, look)));
  return new Map(found.flatMap((person) => (person ? [[person.id, person] as const] : [])));
};
