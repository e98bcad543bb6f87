import type { Recorded } from '#event-sourcing';
import type { PersonEvent } from './events.js';
import { withoutPost, withPost } from './posts.js';
import type { Person } from './state.js';

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
