/** The samples of a scrape, by the metric's name and its labels as they stand: `name{a="1"}`. */
export type Samples = ReadonlyMap<string, number>;

export const samplesOf = (text: string): Samples =>
  new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );

const DIGITS = 1e6;

/** What has changed from one scrape to the next in the metrics whose names match; a new series began at 0. */
export const changes = (before: Samples, after: Samples, names: RegExp): Record<string, number> =>
  Object.fromEntries(
    [...after]
      .filter(([series]) => names.test(series))
      .map(([series, value]) => [series, Math.round((value - (before.get(series) ?? 0)) * DIGITS) / DIGITS] as const)
      .filter(([, change]) => change !== 0),
  );
