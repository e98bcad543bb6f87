import { evolving, type Recorded } from '#event-sourcing';
import { must } from '../commands.js';
import type { Merged } from '../merger/events.js';
import type {
  PersonAbsorbed,
  PersonCorrected,
  PersonEvent,
  PersonSetApart,
  PersonTookOver,
  PostLeft,
  PostTaken,
} from './events.js';
import { type Post, withoutPost, withoutTakenOver, withPost, withTakenOver } from './posts.js';

/** `undefined` stands for a person who was never registered. */
export type Person = RegisteredPerson | undefined;

export interface RegisteredPerson {
  readonly name: string;
  readonly staffNumber?: string;
  readonly posts: readonly Post[];
  /** Goes on as that one. */
  readonly mergedInto?: Merged;
}

const known =
  <E extends PersonEvent>(fold: (person: RegisteredPerson, data: E['data']) => RegisteredPerson) =>
  (person: Person, { data }: Recorded<E>): Person =>
    person && fold(person, data);

export const evolve = evolving<Person, PersonEvent>({
  PersonRegistered: (_, { data }) => ({ ...data, posts: [] }),
  PersonCorrected: known<PersonCorrected>((person, { to }) => ({ ...person, ...to })),
  PostTaken: known<PostTaken>((person, data) => ({ ...person, posts: withPost(person.posts, data) })),
  PostLeft: known<PostLeft>((person, data) => ({ ...person, posts: withoutPost(person.posts, data) })),
  PersonAbsorbed: known<PersonAbsorbed>((person, { into }) => ({ ...person, mergedInto: into })),
  PersonTookOver: known<PersonTookOver>((person, { absorbed, posts }) => ({
    ...person,
    posts: withTakenOver(person.posts, absorbed.id, posts),
  })),
  PersonSetApart: known<PersonSetApart>((person, { other }) => ({
    ...person,
    mergedInto: undefined,
    posts: withoutTakenOver(person.posts, other.id),
  })),
});

/** Whoever was merged into another one is named by that one from then on. */
export const mustStay = (personId: string, { mergedInto }: RegisteredPerson): void =>
  must(!mergedInto, 'person.merged', { personId, into: mergedInto });

export function mustGoOn(person: Person, personId: string): asserts person is RegisteredPerson {
  must(person, 'person.unknown', { personId });
  mustStay(personId, person);
}
