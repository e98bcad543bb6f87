import type { ReadIssue } from '../reading/report/reading.js';

const repeats = (numbers: readonly string[]): boolean => new Set(numbers).size < numbers.length;

const ordinals = (keys: readonly string[]): number[] => {
  const order = new Map([...new Set(keys)].map((key, at) => [key, at + 1]));
  return keys.map((key) => order.get(key)!);
};

/**
 * A number for each issue, unique where the text allows it. Counts that start anew under each heading are told apart by
 * area and heading (`1-2-3`); an issue without a number is named by its line.
 */
export const issueNumbers = (issues: readonly ReadIssue[]): { numbers: string[]; qualified: boolean } => {
  const numbers = issues.map(({ number, line }) => (number === null ? `行${line}` : String(number)));
  if (!repeats(numbers)) return { numbers, qualified: false };
  const areas = ordinals(issues.map(({ area }) => area ?? ''));
  const headings = ordinals(issues.map(({ area, heading }) => `${area ?? ''}\n${heading ?? ''}`));
  const first = new Map<number, number>();
  headings.forEach((heading, at) => first.set(areas[at]!, Math.min(first.get(areas[at]!) ?? heading, heading)));
  const full = numbers.map((number, at) => `${areas[at]}-${headings[at]! - first.get(areas[at]!)! + 1}-${number}`);
  return repeats(full) ? { numbers, qualified: false } : { numbers: full, qualified: true };
};
