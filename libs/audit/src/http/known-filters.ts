import { type Engine, processEventTypes } from '#event-sourcing';
import { BadShape, type DeclaredContext } from '#event-sourcing-nest';
import type { TrailSearch } from './queries.js';

const categoriesIn = ({ contexts }: Engine): string[] => [
  ...contexts.flatMap(({ deciders }) => deciders.map(({ category }) => category)),
  ...contexts.flatMap(({ processes = [] }) => processes.map(({ name }) => name)),
];

const kindsIn = ({ contexts }: Engine): string[] =>
  [...contexts.map((context) => (context as Partial<DeclaredContext>).eventTypes ?? {}), processEventTypes].flatMap(
    (types) => Object.keys(types),
  );

const refuse = (field: string, found: string, choices: readonly string[]): never => {
  throw new BadShape([
    {
      field,
      message: `${field} 没有 ${found}，可选 / there is no ${found}; one of: ${[...choices].sort().join(', ')}`,
    },
  ]);
};

/** Throws BadShape with the choices when a filter names a category or a type of event that there is none of. */
export const expectKnown = ({ category, kind = [] }: TrailSearch, engine: Engine): void => {
  const categories = categoriesIn(engine);
  if (category !== undefined && !categories.includes(category)) refuse('category', category, categories);
  const kinds = kindsIn(engine);
  const unknown = kind.find((one) => !kinds.includes(one));
  if (unknown !== undefined) refuse('kind', unknown, kinds);
};
