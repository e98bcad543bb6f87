import type { CatalogueEntry } from '../../apps/server/src/event-catalogue.js';

/** Fields of an event's data with what each is; see test/architecture/stored-shapes.mjs. */
export type Shape = Readonly<Record<string, string>>;

/** By type, then by the version in which it is or was stored. */
export type FrozenShapes = Readonly<Record<string, Readonly<Record<string, Shape>>>>;

const isWithin = (path: string, outer: string): boolean => path === outer || /^[.[{]/.test(path.replace(outer, ''));

/** Whether a new field may be missing, or stands in something new that may be. */
const mayBeMissing = (path: string, before: Shape, now: Shape): boolean => {
  const added = Object.keys(now).filter((one) => !(one in before) && path.startsWith(one) && isWithin(path, one));
  const [outermost = path] = added.sort((one, other) => one.length - other.length);
  return outermost.endsWith('?');
};

/** What stored events would not have, or would have otherwise: all that differs but optional fields that were added. */
export const broken = (before: Shape, now: Shape): string[] => [
  ...Object.keys(before)
    .filter((path) => now[path] !== before[path])
    .map((path) => (path in now ? `${path} is ${now[path]} and was ${before[path]}` : `${path} is gone`)),
  ...Object.keys(now)
    .filter((path) => !(path in before) && !mayBeMissing(path, before, now))
    .map((path) => `${path} is new, and events that are stored have none`),
];

/** The frozen shapes with what was added; nothing that is frozen changes. */
export const withAdded = (
  frozen: FrozenShapes,
  shapes: Readonly<Record<string, Shape>>,
  catalogue: readonly CatalogueEntry[],
): FrozenShapes => {
  const added = catalogue.map(({ type, schemaVersion }): [string, FrozenShapes[string]] => {
    const before = frozen[type]?.[schemaVersion];
    const now = shapes[type] ?? {};
    const shape = before === undefined || broken(before, now).length === 0 ? now : before;
    return [type, { ...frozen[type], [schemaVersion]: shape }];
  });
  return Object.fromEntries([...Object.entries(frozen), ...added].sort(([one], [other]) => (one < other ? -1 : 1)));
};
