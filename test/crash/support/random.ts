/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const shuffled = <T>(things: readonly T[], random: () => number): T[] =>
  things
    .map((thing) => ({ thing, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ thing }) => thing);

export const seedGiven = (): number => Number(process.env['RECTIFY_CRASH_SEED'] ?? Date.now() % 1_000_000);

/** A whole number of the environment, for the long form of a test. */
export const longForm = (name: string, short: number): number => Number(process.env[name] ?? short);

/** One line that is to be read after the run, whatever the test runner does with standard output. */
export const tell = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
