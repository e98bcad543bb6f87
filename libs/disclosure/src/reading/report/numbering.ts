/** Numbering styles from the outermost to the innermost, the order that official documents keep. */
const styles = ['chinese', 'chinese-parens', 'labelled', 'arabic', 'arabic-parens', 'circled', 'bare'] as const;

export type NumberingStyle = (typeof styles)[number];

export interface Numbering {
  readonly style: NumberingStyle;
  readonly rank: number;
  /** null where the style prints no number. */
  readonly ordinal: number | null;
  /** Offset in the line at which the numbered text begins. */
  readonly start: number;
}

export const rankOf = (style: NumberingStyle): number => styles.indexOf(style);

const digitOf: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Value of Chinese or Arabic digits below one thousand (十二, 一百零三, 42); NaN for anything else. */
export const numeral = (written: string): number => {
  if (/^\d/.test(written)) return Number(written.replace(/,/g, ''));
  let total = 0;
  let digit = 0;
  for (const character of written) {
    const scale = { 十: 10, 百: 100 }[character];
    if (scale !== undefined) {
      total += (digit === 0 ? 1 : digit) * scale;
      digit = 0;
    } else digit = digitOf[character] ?? NaN;
  }
  return total + digit;
};

const patterns: readonly (readonly [NumberingStyle, RegExp])[] = [
  ['chinese', /^([一二三四五六七八九十百]{1,4}) ?[、.]\s*/],
  ['chinese-parens', /^\( ?([一二三四五六七八九十百]{1,4}) ?\)[、.]?\s*/],
  ['labelled', /^[【[]?(?:反馈|具体|突出)?问题 ?([一二三四五六七八九十百]{1,4}|\d{1,3})?[】\]]? ?[:、.]\s*/],
  ['arabic', /^(\d{1,3}) ?(?:[、.])(?!\d)\s*/],
  ['arabic-parens', /^\(? ?(\d{1,3}) ?\)[、.]?\s*/],
];

/** Characters that carry their own number: first code point, how many, number of the first. */
const enclosed: readonly (readonly [NumberingStyle, number, number, number])[] = [
  ['circled', 0x2460, 20, 1],
  ['circled', 0x3251, 15, 21],
  ['arabic-parens', 0x2474, 20, 1],
  ['arabic', 0x2488, 20, 1],
  ['chinese-parens', 0x3220, 10, 1],
];

const about = /^关于.{2,80}问题(?:的?整改.{0,6})?[。:]?$/;

const enclosedNumbering = (key: string): Numbering | undefined => {
  const code = key.codePointAt(0) ?? 0;
  const found = enclosed.find(([, first, count]) => code >= first && code < first + count);
  if (!found) return undefined;
  const [style, first, , ordinal] = found;
  const start = /^.[、.]?\s*/u.exec(key)?.[0].length ?? 1;
  return { style, rank: rankOf(style), ordinal: code - first + ordinal, start };
};

export const numberingOf = (key: string): Numbering | undefined => {
  for (const [style, pattern] of patterns) {
    const match = pattern.exec(key);
    if (match) {
      const ordinal = match[1] === undefined ? null : numeral(match[1]);
      return { style, rank: rankOf(style), ordinal, start: match[0].length };
    }
  }
  if (about.test(key)) return { style: 'bare', rank: rankOf('bare'), ordinal: null, start: 0 };
  return enclosedNumbering(key);
};
