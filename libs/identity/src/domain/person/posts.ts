import type { PlainDate } from '#event-sourcing';

/** The unit with its name as it was. */
export interface PostUnit {
  readonly id: string;
  readonly name: string;
}

/** `to` is the last day in the post; absent while it is held. */
export interface Post {
  readonly unit: PostUnit;
  readonly post: string;
  readonly from: PlainDate;
  readonly to?: PlainDate;
  /** Id of the absorbed person whom it came with. */
  readonly of?: string;
}

/** The post held on the day; of several, the one taken last. */
export const postOn = (posts: readonly Post[], day: PlainDate): Post | undefined =>
  posts
    .filter(({ from, to }) => from <= day && (to === undefined || day <= to))
    .reduce<Post | undefined>((last, post) => (last === undefined || post.from >= last.from ? post : last), undefined);

/** Nobody takes a post ahead of today, and whoever has left one, be it today, acts from it no more. */
export const postHeld = (posts: readonly Post[]): Post | undefined => {
  const held = posts.filter(({ to }) => to === undefined);
  return postOn(held, '9999-12-31');
};

/** Posts after one more was taken. */
export const withPost = (posts: readonly Post[], { unit, post, from }: Post): readonly Post[] => [
  ...posts,
  { unit, post, from },
];

/** Posts with those of a person who goes on as this one. */
export const withTakenOver = (posts: readonly Post[], of: string, others: readonly Post[]): readonly Post[] => [
  ...posts,
  ...others.map((post) => ({ ...post, of })),
];

export const withoutTakenOver = (posts: readonly Post[], of: string): readonly Post[] =>
  posts.filter((post) => post.of !== of);

/** Posts after the open one of that name in that unit ended. */
export const withoutPost = (posts: readonly Post[], left: Post): readonly Post[] =>
  posts.map((one) => (isSamePost(one, left.unit.id, left.post) ? { ...one, to: left.to } : one));

export const isSamePost = (one: Post, unitId: string, post: string): boolean =>
  one.to === undefined && one.unit.id === unitId && one.post === post;
