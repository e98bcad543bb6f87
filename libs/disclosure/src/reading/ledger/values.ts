import type { GridCell } from './grid.js';

export type DateReading =
  | { readonly date: string; readonly yearFromContext?: true }
  | { readonly trouble: 'date-impossible' | 'date-not-understood' | 'date-without-year' };

const EARLIEST_YEAR = 1949;
const LATEST_YEAR = 2199;
/** Days since 1899-12-30, as Excel counts them: 2000-01-01 to 2099-12-31. */
const [FIRST_SERIAL, LAST_SERIAL] = [36_526, 73_050];
const LONGEST_DATE = 40;
const DAY_MS = 86_400_000;
const SERIAL_ZERO_MS = Date.UTC(1899, 11, 30);

const isoOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, '');

/** `year` completes a date that names only month and day. */
export const readDate = (cell: Pick<GridCell, 'text' | 'value'>, year?: number): DateReading => {
  if (cell.value instanceof Date) return calendarDate(isoOf(cell.value.getTime()).split('-').map(Number));
  if (typeof cell.value === 'number' && cell.value >= FIRST_SERIAL && cell.value < LAST_SERIAL + 1)
    return { date: isoOf(SERIAL_ZERO_MS + Math.floor(cell.value) * DAY_MS) };
  return dateInText(cell.text, year);
};

const dateInText = (text: string, year?: number): DateReading => {
  if (text.length > LONGEST_DATE) return { trouble: 'date-not-understood' };
  const written = arabic(plain(text.normalize('NFKC').replace(/[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?\s*$/, '')));
  const day = written.replace(/(?:之前|以前|前)$/, '');
  const full =
    /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/.exec(day) ??
    /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$/.exec(day) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(day);
  if (full)
    return calendarDate(
      full
        .slice(1)
        .filter((part) => /^\d+$/.test(part))
        .map(Number),
    );
  const short = /^(\d{1,2})月(\d{1,2})日$/.exec(day);
  if (!short) return { trouble: 'date-not-understood' };
  if (year === undefined) return { trouble: 'date-without-year' };
  const read = calendarDate([year, Number(short[1]), Number(short[2])]);
  return 'date' in read ? { ...read, yearFromContext: true } : read;
};

const calendarDate = (parts: readonly number[]): DateReading => {
  const [year, month, day] = [parts[0]!, parts[1]!, parts[2]!];
  if (year < EARLIEST_YEAR || year > LATEST_YEAR) return { trouble: 'date-impossible' };
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { date: isoOf(date.getTime()) } : { trouble: 'date-impossible' };
};

const digits = '零一二三四五六七八九';

/** 二〇二三年九月三十日 -> 2023年9月30日; anything else stays as it is. */
const arabic = (text: string) => {
  const written =
    /^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$/.exec(text);
  if (!written) return text;
  const year = [...written[1]!].map((digit) => Math.max(0, digits.indexOf(digit))).join('');
  return `${year}年${smallNumber(written[2]!)}月${smallNumber(written[3]!)}日`;
};

const smallNumber = (text: string) => {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const ten = text.includes('十') ? Math.max(1, digits.indexOf(tens || '一')) * 10 : 0;
  return ten + (ones ? digits.indexOf(ones) : 0);
};

/** 7, "7"、"7."、"(7)"、"⑦"、"第7项" are the number 7; anything else is not a number. */
export const readNumber = (text: string): number | undefined => {
  const bare = /^(?:第|\(|\[)?(\d{1,6})(?:[.、)\]]|项|号)?$/.exec(plain(text));
  return bare && Number(bare[1]) > 0 ? Number(bare[1]) : undefined;
};

const LONGEST_RANGE = 100;
const LONGEST_LIST = 200;

/** "1、3-5" -> [1, 3, 4, 5]; undefined as soon as one part is not understood. */
export const readNumbers = (text: string): number[] | undefined => {
  const parts = text
    .normalize('NFKC')
    .split(/[,、;\s和及/]+/)
    .filter(Boolean);
  if (parts.length > LONGEST_LIST) return undefined;
  const lists = parts.map(numbersInPart);
  return lists.every((list) => list !== undefined) ? [...new Set(lists.flat())] : undefined;
};

const numbersInPart = (part: string): number[] | undefined => {
  const range = /^(\d{1,6})(?:-|~|至|—|–)(\d{1,6})$/.exec(part);
  if (!range) {
    const single = readNumber(part);
    return single === undefined ? undefined : [single];
  }
  const [from, to] = [Number(range[1]), Number(range[2])];
  const length = to - from + 1;
  return from > 0 && length > 0 && length <= LONGEST_RANGE ? Array.from({ length }, (_, at) => from + at) : undefined;
};

export const isNothing = (text: string) => /^(?:无|暂无|没有|\/|-+|—+|–|\.)?$/.test(plain(text));

export const readNames = (text: string): string[] => splitOn(text, /[、,;/\n\uff0c\uff1b]+/);

/** 李明(党工委书记) -> the name, and the post in the brackets. */
export const readPerson = (text: string): { name: string; post?: string } => {
  const written = /^([^()\uff08\uff09]+)[(\uff08]([^()\uff08\uff09]+)[)\uff09]$/.exec(text);
  return written ? { name: written[1]!.trim(), post: written[2]!.trim() } : { name: text };
};

/** Commas and 、 stay: they occur in the names of files. */
export const readFileNames = (text: string): string[] => splitOn(text, /[;\n\uff1b]+/);

/** 一是…;二是…, lines, or 1.…2.…; the marks and the closing punctuation are left out. */
export const readMeasures = (text: string): string[] =>
  splitOn(text.replace(/(^|[\n;。\uff1b])\s*[零一二三四五六七八九十百千]{1,7}是/g, '$1\n'), /\n+/)
    .map((part) =>
      part.replace(
        /^(?:[\d\uff10-\uff19]{1,2}[.、\uff0e](?!\d)|[(\uff08][\d\uff10-\uff19]{1,2}[)\uff09]|[①-⑳])\s*/,
        '',
      ),
    )
    .map(withoutClosingMarks)
    .filter(Boolean);

const withoutClosingMarks = (text: string) => {
  let end = text.length;
  while (end > 0 && /[;。\s\uff1b]/.test(text[end - 1]!)) end--;
  return text.slice(0, end);
};

const splitOn = (text: string, marks: RegExp) =>
  text
    .split(marks)
    .map((part) => part.trim())
    .filter((part) => !isNothing(part));
