import type { IssueRow } from '#rectification';

export type Numbered = (issues: readonly IssueRow[]) => string;

const bracketed = (number: string): string => `（${number.replace(/^[（(]|[）)]$/gu, '')}）`;

/** Places in the order of the report that follow each other. */
const runsOf = (places: readonly number[]): number[][] => {
  const runs: number[][] = [];
  for (const place of places) {
    const run = runs.at(-1);
    if (run && run.at(-1) === place - 1) run.push(place);
    else runs.push([place]);
  }
  return runs;
};

/** Each number with its first place. */
const placesOf = (listed: readonly string[]): ReadonlyMap<string, number> =>
  new Map(listed.map((number, place) => [number, place] as const).toReversed());

/** 第（1）至（3）、（5）项 of the numbers that a report lists, or 全部42项. */
export const numbersInWords = (listed: readonly string[]) => {
  const placeOf = placesOf(listed);
  return (numbers: readonly string[]): string => {
    const places = [...new Set(numbers)].map((number) => placeOf.get(number)!).sort((a, b) => a - b);
    if (places.length === listed.length && listed.length > 1) return `全部${listed.length}项`;
    const words = runsOf(places).map((run) => {
      const [first, last] = [bracketed(listed[run[0]!]!), bracketed(listed[run.at(-1)!]!)];
      if (run.length === 1) return first;
      return run.length === 2 ? `${first}、${last}` : `${first}至${last}`;
    });
    return `第${words.join('、')}项`;
  };
};

/** Issues by their numbers, as the report lists them. */
export const numberedIn = ({ issues }: { readonly issues: readonly IssueRow[] }): Numbered => {
  const inWords = numbersInWords(issues.map(({ number }) => number));
  return (some) => inWords(some.map(({ number }) => number));
};
