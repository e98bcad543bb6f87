import { createHash } from 'node:crypto';
import { type RowQuery, RuleBroken } from '#event-sourcing';

/** The place after which a page goes on. `sort` is absent when rows are ordered by key alone. */
export interface Place {
  readonly sort?: string | number;
  readonly key: string;
}

/** Binds a cursor to the view, the conditions, the moment and the order it was made for. */
const question = (view: string, { where, sort, asOf, knownAt }: RowQuery): string =>
  createHash('sha256')
    .update(JSON.stringify([view, Object.entries(where ?? {}).sort(), sort, asOf, knownAt]))
    .digest('base64url')
    .slice(0, 12);

export const encodeCursor = (view: string, query: RowQuery, { sort, key }: Place): string =>
  Buffer.from(JSON.stringify([question(view, query), key, ...(sort === undefined ? [] : [sort])])).toString(
    'base64url',
  );

const parsed = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
};

export const decodeCursor = (view: string, query: RowQuery, sortType: 'text' | 'integer' | undefined): Place => {
  const found = parsed(query.cursor!);
  const [asked, key, sort, ...more] = Array.isArray(found) ? (found as unknown[]) : [];
  const sortFits =
    sortType === undefined ? sort === undefined : typeof sort === (sortType === 'text' ? 'string' : 'number');
  if (asked !== question(view, query) || typeof key !== 'string' || !sortFits || more.length > 0) {
    throw new RuleBroken('query.bad-cursor');
  }
  return { sort: sort as string | number | undefined, key };
};
