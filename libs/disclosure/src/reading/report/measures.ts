import { halfWidth } from './lines.js';
import { numeral } from './numbering.js';

interface Mark {
  readonly index: number;
  readonly end: number;
  readonly ordinal: number;
}

const chinese = '([一二三四五六七八九十]{1,3})';
const families: readonly { readonly pattern: RegExp; readonly least: number }[] = [
  { pattern: new RegExp(`(?<=^|[。;:,、\\s])${chinese}是(?!否)`, 'g'), least: 1 },
  { pattern: new RegExp(`(?<=^|[。;:\\s])第${chinese}[,、]`, 'g'), least: 2 },
  { pattern: /([①-⑳])/g, least: 2 },
  { pattern: /(?<=^|\n|[。;:])\((\d{1,2})\)/g, least: 2 },
  { pattern: /(?<=^|\n|[。;:])(\d{1,2})[.、](?!\d)/g, least: 2 },
];

const ordinalOf = (written: string): number =>
  /[①-⑳]/.test(written) ? written.charCodeAt(0) - 0x2460 + 1 : numeral(written);

/** Only rising ordinals are marks: 其中之一是, or a second 一是 inside a measure, divides nothing. */
const risingMarks = (key: string, pattern: RegExp): Mark[] => {
  const marks: Mark[] = [];
  for (const match of key.matchAll(pattern)) {
    const ordinal = ordinalOf(match[1]!);
    const last = marks.at(-1)?.ordinal ?? 0;
    if (ordinal > last && ordinal <= last + 3) {
      marks.push({ index: match.index, end: match.index + match[0].length, ordinal });
    }
  }
  return marks;
};

/** The 一是…二是… parts of a reply without their marks; a reply without marks is one measure. */
export const measuresOf = (reply: string): string[] => {
  const key = halfWidth(reply);
  for (const { pattern, least } of families) {
    const marks = risingMarks(key, pattern);
    if (marks.length < least) continue;
    const parts = marks.map((mark, at) => reply.slice(mark.end, marks[at + 1]?.index ?? reply.length).trim());
    return parts.filter((part) => part !== '');
  }
  return reply === '' ? [] : [reply];
};
