/** One field that differs. A side that is absent had nothing there. */
export interface Change {
  /** Dotted path; entries of a list go by their `id` where each has its own, by their place (from 0) where not. */
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

type Branch = readonly unknown[] | Readonly<Record<string, unknown>>;

const isBranch = (value: unknown): value is Branch =>
  value !== null && typeof value === 'object' && Object.keys(value).length > 0;

/** null, a missing field, an empty list or object: nothing is there. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && !isBranch(value));

const idIn = (entry: unknown): unknown => (isBranch(entry) && 'id' in entry ? entry.id : undefined);

const goesById = (value: unknown): boolean => {
  if (!Array.isArray(value)) return true;
  const ids = value.map(idIn);
  return ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
};

const partsOf = (value: unknown, byId: boolean): ReadonlyMap<string, unknown> => {
  if (!isBranch(value)) return new Map();
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  return new Map(value.map((entry: unknown, place) => [byId ? String(idIn(entry)) : String(place), entry]));
};

const replaced = (field: string, before: unknown, after: unknown): Change[] =>
  before === after || (isNothing(before) && isNothing(after))
    ? []
    : [{ field, ...(isNothing(before) ? {} : { before }), ...(isNothing(after) ? {} : { after }) }];

const isLike = (a: unknown, b: unknown): boolean =>
  isNothing(b) || (isBranch(b) && Array.isArray(a) === Array.isArray(b));

const differences = (path: string, before: unknown, after: unknown): Change[] => {
  const [branch, other] = isBranch(before) ? [before, after] : [after, before];
  if (!isBranch(branch) || !isLike(branch, other)) return replaced(path, before, after);
  const byId = goesById(before) && goesById(after);
  const was = partsOf(before, byId);
  const is = partsOf(after, byId);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) =>
    differences(path === '' ? key : `${path}.${key}`, was.get(key), is.get(key)),
  );
};

/**
 * What changed from one plain JSON value to another, field by field: at each level first the fields of `before` in its
 * order, then the new ones in theirs. `undefined` stands for nothing at all. Entries that only changed places in a list
 * with ids are no change.
 */
export const changes = (before: unknown, after: unknown): Change[] => differences('', before, after);
