import type { AnyDecider } from './decider.js';
import type { Recorded } from '../event.js';

/** Ids that were found to be of one thing, each with the one that goes on. A new map whenever they change. */
export type SameIds = ReadonlyMap<string, string>;

export const NO_SAME_IDS: SameIds = new Map();

/** Where a context keeps them: one stream. */
export interface SameIdsSource {
  readonly decider: AnyDecider;
  readonly id: string;
  readonly of: (state: never) => SameIds;
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const eachAsOne = <T extends object>(values: T, made: T): T => {
  const [before, after] = [Object.values(values), Object.values(made)];
  return before.every((value, i) => value === after[i]) ? values : made;
};

/** Plain data in which an id of the same thing as another one is given by that one; itself when there is none in it. */
export const asOne = <T>(value: T, same: SameIds): T => {
  if (typeof value === 'string') return (same.get(value) ?? value) as T;
  if (Array.isArray(value)) return eachAsOne(value, value.map((one: unknown) => asOne(one, same)) as T & object);
  if (!isPlain(value)) return value;
  const made = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asOne(one, same)]));
  return eachAsOne(value, made as T & object);
};

/** The event as it is folded: recorded under one id or the other, it happened to one thing. */
export const eventAsOne = (event: Recorded, same: SameIds): Recorded =>
  same.size === 0 ? event : { ...event, data: asOne(event.data, same), metadata: asOne(event.metadata, same) };
