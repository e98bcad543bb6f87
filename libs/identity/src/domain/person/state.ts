import type { Post } from './posts.js';

/** `undefined` stands for a person who was never registered. */
export type Person =
  { readonly name: string; readonly staffNumber?: string; readonly posts: readonly Post[] } | undefined;
