import { setImmediate as turn } from 'node:timers/promises';

/** Requests that come meanwhile wait no longer than about that. */
const TURN_MS = 8;

/** What becomes of each item, in their order; a long list leaves turns to whatever else the program has to do. */
export const inTurns = async <Item, Result>(
  items: readonly Item[],
  take: (item: Item) => Result | Promise<Result>,
): Promise<Awaited<Result>[]> => {
  const results: Awaited<Result>[] = [];
  let began = performance.now();
  for (const item of items) {
    results.push(await take(item));
    if (performance.now() - began < TURN_MS) continue;
    await turn();
    began = performance.now();
  }
  return results;
};
