import { setImmediate as turn } from 'node:timers/promises';

/** Requests that come meanwhile wait no longer than about that. */
const TURN_MS = 8;

/** Asked between the steps of something long: leaves a turn to whatever else the program has to do, when it is time. */
export const turns = (): (() => Promise<void> | undefined) => {
  let began = performance.now();
  const left = async (): Promise<void> => {
    await turn();
    began = performance.now();
  };
  return () => (performance.now() - began < TURN_MS ? undefined : left());
};

/** What becomes of each item, in their order; a long list leaves turns to whatever else the program has to do. */
export const inTurns = async <Item, Result>(
  items: readonly Item[],
  take: (item: Item) => Result | Promise<Result>,
): Promise<Awaited<Result>[]> => {
  const results: Awaited<Result>[] = [];
  const between = turns();
  for (const item of items) {
    results.push(await take(item));
    await between();
  }
  return results;
};
