import { idOf, type Moment, type Page, projection, text, type View, type ViewReader } from '#event-sourcing';
import { foldedName } from '#contracts';
import type { PersonEvent } from '../domain/person/events.js';
import { type Post, postHeld, withoutPost, withPost } from '../domain/person/posts.js';

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
}

const withPosts = (row: PersonRow, posts: readonly Post[]): PersonRow => {
  const held = postHeld(posts);
  return { ...row, posts, unitId: held?.unit.id, unit: held?.unit.name, post: held?.post };
};

export const people: View<PersonRow> = projection<PersonRow, PersonEvent>({
  name: 'people',
  version: 3,
  seenThrough: 'everyone',
  when: {
    PersonRegistered: (_, { stream, data }) => ({ id: idOf(stream), ...data, posts: [] }),
    PersonCorrected: (row, { data }) => row && { ...row, ...data.to },
    PostTaken: (row, { data }) => row && withPosts(row, withPost(row.posts, data)),
    PostLeft: (row, { data }) => row && withPosts(row, withoutPost(row.posts, data)),
  },
  columns: {
    id: text((row) => row.id),
    name: text((row) => row.name),
    folded: text((row) => foldedName(row.name)),
    staffNumber: text((row) => row.staffNumber && foldedName(row.staffNumber)),
    unitId: text((row) => row.unitId),
  },
  indexes: [['name'], ['folded'], ['staffNumber'], ['unitId', 'name']],
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
    where: { name: name ? { contains: name } : undefined, unitId },
    sort: { column: 'name' },
  });
