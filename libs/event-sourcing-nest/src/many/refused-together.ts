import type { Command, Engine } from '#event-sourcing';

type Rehearsing = Pick<Engine, 'rehearse'>;

const refusalOf = async (engine: Rehearsing, commands: readonly Command[]): Promise<unknown> => {
  try {
    await engine.rehearse(commands);
    return undefined;
  } catch (error) {
    return error;
  }
};

/** The shortest refused beginning ends with the one at fault. */
const firstRefused = async (count: number, refused: (first: number) => Promise<unknown>): Promise<number> => {
  let [accepted, beyond] = [0, count];
  while (beyond - accepted > 1) {
    const middle = Math.floor((accepted + beyond) / 2);
    if ((await refused(middle)) === undefined) accepted = middle;
    else beyond = middle;
  }
  return beyond - 1;
};

/**
 * Of rows that would each be taken alone: those refused only beside the rows before them, such as the second of two for
 * one thing, with what refuses them. An empty row takes no part; `before` goes with any of them.
 */
export const refusedTogether = async (
  engine: Rehearsing,
  rows: readonly (readonly Command[])[],
  before: readonly Command[] = [],
): Promise<ReadonlyMap<number, unknown>> => {
  const refusals = new Map<number, unknown>();
  for (;;) {
    const left = rows.flatMap((commands, at) => (commands.length > 0 && !refusals.has(at) ? [{ at, commands }] : []));
    const refused = (first: number) =>
      refusalOf(engine, [...before, ...left.slice(0, first).flatMap(({ commands }) => commands)]);
    const error = await refused(left.length);
    if (error === undefined || left.length === 0) return refusals;
    const first = await firstRefused(left.length, refused);
    refusals.set(left[first]!.at, await refused(first + 1));
  }
};
