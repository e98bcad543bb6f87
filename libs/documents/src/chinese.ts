import type { Instant, PlainDate } from '#event-sourcing';

const DIGITS = '零一二三四五六七八九';
const PLACES = ['千', '百', '十', ''];
const LARGEST = 9_999;

/** 1 to 9999 in Chinese (十二, 一百零三, 二千零一十); anything else stays in Arabic digits. */
export const chineseOrdinal = (value: number): string => {
  if (!Number.isInteger(value) || value < 1 || value > LARGEST) return String(value);
  const digits = [...String(value).padStart(PLACES.length, '0')].map(Number);
  const read = digits.map((digit, at) => (digit === 0 ? '零' : `${DIGITS[digit]}${PLACES[at]}`)).join('');
  return read
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '')
    .replace(/^一十/, '十');
};

/** `2023-09-01` as 2023年9月1日. */
export const chineseDate = (date: PlainDate): string =>
  date.replace(
    /^(\d{4})-(\d{2})-(\d{2})$/,
    (_, year: string, month: string, day: string) => `${year}年${Number(month)}月${Number(day)}日`,
  );

/** The second date drops the year it shares with the first, as the official report prints it. */
export const chinesePeriod = (from: PlainDate, to: PlainDate): string => {
  const sameYear = from.slice(0, 5) === to.slice(0, 5);
  return `${chineseDate(from)}至${sameYear ? chineseDate(to).slice(5) : chineseDate(to)}`;
};

const BEIJING_MS = 8 * 3_600_000;

/** An instant to the second in Beijing time, whatever the machine's zone. */
export const chineseInstant = (instant: Instant): string => {
  const local = new Date(Date.parse(instant) + BEIJING_MS).toISOString();
  return `${chineseDate(local.slice(0, 10))}${local.slice(11, 19)}（北京时间）`;
};

/** One decimal, half up; the tiny addend undoes binary fractions such as 2.2499999999999996. */
export const percent = (rate: number): string => `${(Math.round(rate * 10 + 1e-9) / 10).toFixed(1)}%`;

/** Fen as 元, from ten thousand 元 on as 万元, always exact. */
export const money = (fen: number): string =>
  fen < 1_000_000 ? `${trimmed((fen / 100).toFixed(2))}元` : `${trimmed((fen / 1_000_000).toFixed(6))}万元`;

const trimmed = (decimal: string): string => decimal.replace(/\.?0+$/, '');

/** Ends a text with a full stop unless it already ends as a sentence does. */
export const sentence = (text: string): string => {
  const bare = text.trim();
  if (/[。！？!?…]["”’』」）)]?$/u.test(bare)) return bare;
  return `${bare.replace(/[；;，,、.：:\s]+$/u, '')}。`;
};

/** What a text opens with, bare of its full stop: the name that an issue goes by. */
export const firstSentence = (text: string): string => text.trim().split(/[。！？\n]/u, 1)[0]!;

const MARKER = /^\s*[零一二三四五六七八九十百千]{1,7}是[，,：:]?\s*/u;

/** 一是…。二是…。; a single measure stands without a marker, and markers the measures bring are not doubled. */
export const enumerated = (measures: readonly string[]): string => {
  if (measures.length === 1) return sentence(measures[0]!);
  return measures
    .map((measure, index) => `${chineseOrdinal(index + 1)}是${sentence(measure.replace(MARKER, ''))}`)
    .join('');
};

/** A document's title in 《》, once. */
export const bookTitle = (title: string): string =>
  /^《[^]*》$/u.test(title.trim()) ? title.trim() : `《${title.trim()}》`;

/** In quotation marks; those within become single ones (GB/T 15834). */
export const quoted = (text: string): string => `“${text.replaceAll('“', '‘').replaceAll('”', '’')}”`;
