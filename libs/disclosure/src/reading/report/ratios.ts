import { figuresIn, type PlacedFigure } from './figures.js';
import { excerpt, type Sentence } from './lines.js';
import type { ReportWarning } from './reading.js';
import type { Totals } from './totals.js';

interface Claim {
  readonly index: number;
  readonly relation: string;
  readonly percent: number;
  readonly written: string;
}

const claimPattern =
  /(?:占|比重|比例|完成率|整改率|销号率|办结率)([^。;,:\d]{0,16}?)(超过|高于|大于|逾|突破|不足|不到|低于|少于|小于|约|近|接近|达到?|为|是|仅)? ?(\d{1,3}(?:\.\d{1,4})?) ?%(以上|以下)?/g;
const compares = /同比|环比|较|比上|增|降|升|提高/;

const claimsIn = (key: string): Claim[] =>
  [...key.matchAll(claimPattern)]
    .filter((match) => !compares.test(match[1]!))
    .map((match) => ({
      index: match.index,
      relation: match[4] ?? match[2] ?? '',
      percent: Number(match[3]),
      written: match[3]!,
    }));

/** Half of the last printed place, in percentage points. */
const rounding = (written: string): number => 0.5 * 10 ** -(written.split('.')[1]?.length ?? 0) + 1e-9;

const holds = (claim: Claim, percent: number): boolean => {
  if (/超过|高于|大于|逾|突破/.test(claim.relation)) return percent > claim.percent;
  if (/不足|不到|低于|少于|小于/.test(claim.relation)) return percent < claim.percent;
  if (claim.relation === '以上') return percent >= claim.percent;
  if (claim.relation === '以下') return percent <= claim.percent;
  const tolerance = /约|近/.test(claim.relation) ? 2 : rounding(claim.written);
  return Math.abs(percent - claim.percent) <= tolerance;
};

/** A share is held against the count before it and the larger counts of the same unit before that, at most eight. */
const contradiction = (claim: Claim, figures: readonly PlacedFigure[]): string | undefined => {
  const counts = figures.filter((figure) => figure.index < claim.index && figure.unit !== '%').slice(-9);
  const part = counts.at(-1);
  if (!part) return undefined;
  const wholes = counts.slice(0, -1).filter((whole) => whole.unit === part.unit && whole.value >= part.value);
  const whole = wholes.at(-1);
  if (!whole || wholes.some(({ value }) => value === 0 || holds(claim, (part.value / value) * 100))) return undefined;
  const actual = ((part.value / whole.value) * 100).toFixed(2).replace(/\.?0+$/, '');
  return `${part.value}${part.unit}占${whole.value}${whole.unit}为${actual}%,文中却称${claim.relation}${claim.written}%`;
};

export const ratioWarningsIn = (sentence: Sentence): ReportWarning[] => {
  const claims = claimsIn(sentence.key);
  if (claims.length === 0) return [];
  const figures = figuresIn(sentence.text, sentence.line);
  return claims.slice(0, 20).flatMap((claim) => {
    const found = contradiction(claim, figures);
    if (found === undefined) return [];
    const message = `比例与其数字不符:${found}(“${excerpt(sentence.text)}”)`;
    return [{ code: 'ratio-contradicted' as const, line: sentence.line, message }];
  });
};

const rateWarning = (part: string, count: number | null, rate: number | null, whole: number): string | undefined => {
  if (count === null || rate === null) return undefined;
  const actual = (count / whole) * 100;
  if (Math.abs(actual - rate) <= rounding(String(rate))) return undefined;
  return `比例与其数字不符:${part}${count}项占${whole}项为${actual.toFixed(1)}%,文中却称${rate}%`;
};

/** The rates of the totals against the counts of the totals. */
export const statedRateWarnings = ({ stated, statedAt, otherStates }: Totals): ReportWarning[] => {
  const whole = stated.issues ?? stated.findings;
  if (!whole) return [];
  const lineOf = (fact: 'closedRate' | 'longTermRate'): number => statedAt.get(fact) ?? 1;
  const rates = [
    { line: lineOf('closedRate'), message: rateWarning('完成', stated.closed, stated.closedRate, whole) },
    { line: lineOf('longTermRate'), message: rateWarning('长期整改', stated.longTerm, stated.longTermRate, whole) },
    ...otherStates.map((other) => ({
      line: other.line,
      message: rateWarning(other.state, other.count, other.rate, whole),
    })),
  ];
  return rates.flatMap(({ line, message }) =>
    message === undefined ? [] : [{ code: 'ratio-contradicted' as const, line, message }],
  );
};
