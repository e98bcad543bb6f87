import type { ReportWarning } from './reading.js';

export interface Numbered {
  readonly number: number | null;
  readonly line: number;
  /** Where it stands; numbers may begin anew at 1 when this changes. */
  readonly place: string;
}

type Counted = Numbered & { readonly number: number };

const runsOf = (items: readonly Numbered[]): Counted[][] => {
  const runs: Counted[][] = [];
  for (const item of items) {
    if (item.number === null) continue;
    const last = runs.at(-1)?.at(-1);
    const beginsAnew = last === undefined || (item.number === 1 && last.place !== item.place);
    if (beginsAnew) runs.push([]);
    runs.at(-1)!.push(item as Counted);
  }
  return runs;
};

const span = (from: number, to: number): string => (from === to ? `(${from})` : `(${from})至(${to})`);

const repeatedIn = (run: readonly Counted[], noun: string): ReportWarning[] => {
  const first = new Map<number, number>();
  const warnings: ReportWarning[] = [];
  for (const { number, line } of run) {
    const before = first.get(number);
    if (before === undefined) first.set(number, line);
    else {
      const message = `${noun}序号(${number})重复:第${before}行已经用过`;
      warnings.push({ code: 'number-repeated', line, message, related: [before] });
    }
  }
  return warnings;
};

const missingIn = (run: readonly Counted[], noun: string): ReportWarning[] => {
  const rising = run.toSorted((a, b) => a.number - b.number);
  return rising.flatMap(({ number, line }, at) => {
    const before = rising[at - 1];
    const expected = (before?.number ?? 0) + 1;
    if (number <= expected) return [];
    const after = before ? `第${before.line}行是(${before.number}),` : '';
    const message = `缺少${noun}序号${span(expected, number - 1)}:${after}第${line}行是(${number})`;
    return [{ code: 'number-missing' as const, line, message, ...(before ? { related: [before.line] } : {}) }];
  });
};

/** Gaps and repetitions in printed numbers; a lost heading shows as the gap after which the next number stands. */
export const sequenceWarnings = (items: readonly Numbered[], noun: string): ReportWarning[] =>
  runsOf(items).flatMap((run) => [...repeatedIn(run, noun), ...missingIn(run, noun)]);
