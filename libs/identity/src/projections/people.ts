import { idOf, integer, type Moment, type Page, projection, text, type View, type ViewReader } from '#event-sourcing';
import { foldedName } from '#contracts';
import type { PersonEvent } from '../domain/person/events.js';
import { type Post, postHeld, withoutPost, withoutTakenOver, withPost, withTakenOver } from '../domain/person/posts.js';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  /** 工号; absent when none was entered. */
  readonly staffNumber?: string;
  /** Of the post held last; absent when none is held. Names of units are those of the appointment. */
  readonly unitId?: string;
  readonly unit?: string;
  readonly post?: string;
  readonly posts: readonly Post[];
  /** Registered twice: goes on as that one, and is listed no longer. */
  readonly mergedInto?: { readonly id: string; readonly name: string };
  /** Others who go on as this one. */
  readonly absorbed?: readonly { readonly id: string; readonly name: string; readonly staffNumber?: string }[];
}

const withPosts = (row: PersonRow, posts: readonly Post[]): PersonRow => {
  const held = postHeld(posts);
  return { ...row, posts, unitId: held?.unit.id, unit: held?.unit.name, post: held?.post };
};

const setApart = (row: PersonRow, other: string): PersonRow => {
  const left = row.absorbed?.filter(({ id }) => id !== other) ?? [];
  const absorbed = left.length > 0 ? left : undefined;
  return withPosts({ ...row, mergedInto: undefined, absorbed }, withoutTakenOver(row.posts, other));
};

export const people: View<PersonRow> = projection<PersonRow, PersonEvent>({
  name: 'people',
  version: 4,
  seenThrough: 'everyone',
  asRecorded: true,
  when: {
    PersonRegistered: (_, { stream, data }) => ({ id: idOf(stream), ...data, posts: [] }),
    PersonCorrected: (row, { data }) => row && { ...row, ...data.to },
    PostTaken: (row, { data }) => row && withPosts(row, withPost(row.posts, data)),
    PostLeft: (row, { data }) => row && withPosts(row, withoutPost(row.posts, data)),
    PersonAbsorbed: (row, { data }) =>
      row && { ...row, mergedInto: data.into, unitId: undefined, unit: undefined, post: undefined },
    PersonTookOver: (row, { data: { absorbed, posts } }) =>
      row && {
        ...withPosts(row, withTakenOver(row.posts, absorbed.id, posts)),
        absorbed: [...(row.absorbed ?? []), absorbed],
      },
    PersonSetApart: (row, { data: { other } }) => row && setApart(row, other.id),
  },
  columns: {
    id: text((row) => row.id),
    name: text((row) => row.name),
    // Whoever goes on as another one is found by id alone.
    folded: text((row) => (row.mergedInto ? undefined : foldedName(row.name))),
    staffNumber: text((row) => (row.mergedInto ? undefined : row.staffNumber && foldedName(row.staffNumber))),
    merged: integer((row) => (row.mergedInto ? 1 : 0)),
    unitId: text((row) => row.unitId),
  },
  indexes: [['name'], ['folded'], ['staffNumber'], ['unitId', 'name'], ['merged', 'name']],
});

export interface PeopleQuery extends Moment {
  /** Part of the name. */
  readonly name?: string;
  readonly unitId?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export const listPeople = (reader: ViewReader, { name, unitId, ...page }: PeopleQuery): Promise<Page<PersonRow>> =>
  reader.list(people, {
    ...page,
    where: { name: name ? { contains: name } : undefined, unitId, merged: 0 },
    sort: { column: 'name' },
  });
