import type { Lookup, PlainDate } from '#event-sourcing';
import type { Posted, UnitOfPost } from '../domain/assignment-posts.js';
import { must } from '../domain/commands.js';
import type { Named } from '../domain/issue/events.js';
import type { DecidingBody } from '../domain/round/policy.js';

export interface HeldPost {
  readonly unit: Named;
  readonly from: PlainDate;
  readonly to?: PlainDate;
}

/** Who and what exists, by id; the contexts of identity and decision answer through the lookup. */
export interface Directory {
  unit(id: string, look: Lookup): Promise<(Pick<Named, 'name'> & { readonly dissolved?: boolean }) | undefined>;
  person(
    id: string,
    look: Lookup,
  ): Promise<(Pick<Named, 'name'> & { readonly posts?: readonly HeldPost[] }) | undefined>;
  /** Ids of the units that this one is under. */
  above(unitId: string, look: Lookup): Promise<readonly string[]>;
  /** Whether somebody is a leading member: through an account, or as a member of a body on the day. */
  leads(personId: string, look: Lookup, on: PlainDate): Promise<boolean>;
  /** As it stands, with those entitled on the day. */
  body(id: string, look: Lookup, on: PlainDate): Promise<DecidingBody | undefined>;
}

export interface Files {
  /** What a file is by its own bytes; undefined when none with this digest was uploaded. */
  describe(sha256: string): Promise<{ readonly mediaType: string; readonly size: number } | undefined>;
  /** Whether one of these people handed it in and has not attached it yet. */
  isBy(people: readonly string[], sha256: string): Promise<boolean>;
  /** It is being attached, and must not be removed as one that waits in vain. */
  hold(sha256: string): Promise<void>;
  /** It is attached, and waits no longer. */
  release(people: readonly string[], sha256: string): Promise<void>;
}

/** Where an id came from, so that a refusal names the field. */
export interface Asked {
  readonly field: string;
  readonly id: string;
}

const anybody = ({ rehearsing }: Lookup): Pick<Named, 'name'> | undefined =>
  rehearsing === 'any-body' ? { name: '' } : undefined;

export const namedUnit = async (directory: Directory, look: Lookup, { field, id }: Asked): Promise<Named> => {
  const unit = (await directory.unit(id, look)) ?? anybody(look);
  must(unit, 'unit.unknown', { field, id });
  return { id, name: unit.name };
};

/** One that work can be given to. */
export const standingUnit = async (directory: Directory, look: Lookup, asked: Asked): Promise<Named> => {
  const named = await namedUnit(directory, look, asked);
  const dissolved = (await directory.unit(asked.id, look))?.dissolved ?? false;
  must(!dissolved, 'assignment.unit-dissolved', { field: asked.field, unit: named.name });
  return named;
};

export const namedPerson = async (directory: Directory, look: Lookup, { field, id }: Asked): Promise<Named> => {
  const person = (await directory.person(id, look)) ?? anybody(look);
  must(person, 'person.unknown', { field, id });
  return { id, name: person.name };
};

/** Where they hold a post on the day; nothing is known of whoever stands for anybody. */
export const postsOf = async (
  directory: Directory,
  look: Lookup,
  person: Named,
  on: PlainDate,
): Promise<Posted | undefined> => {
  const found = await directory.person(person.id, look);
  if (!found?.posts) return undefined;
  const held = found.posts.filter(({ from, to }) => from <= on && (to === undefined || on <= to));
  const units = held.map(async ({ unit }): Promise<UnitOfPost> => ({
    ...unit,
    under: await directory.above(unit.id, look),
  }));
  return { person, units: await Promise.all(units) };
};
