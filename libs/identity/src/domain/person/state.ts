import type { Recorded } from '#event-sourcing';
import { type Post, withoutPost, withPost } from './posts.js';
import type { PersonEvent } from './events.js';

/** `undefined` stands for a person who was never registered. */
export type Person =
  { readonly name: string; readonly staffNumber?: string; readonly posts: readonly Post[] } | undefined;

export const evolve = (person: Person, { type, data }: Recorded<PersonEvent>): Person => {
  switch (type) {
    case 'PersonRegistered':
      return { ...data, posts: [] };
    case 'PersonCorrected':
      return person && { ...person, ...data.to };
    case 'PostTaken':
      return person && { ...person, posts: withPost(person.posts, data) };
    case 'PostLeft':
      return person && { ...person, posts: withoutPost(person.posts, data) };
  }
};
