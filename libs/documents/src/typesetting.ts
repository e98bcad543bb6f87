import type { Block } from './blocks.js';

/** The last letter of the Latin blocks. */
const NARROW = 0x24f;

/** Of a line in characters of full width: letters and digits take about half of one. */
export const widthOf = (text: string): number => {
  let width = 0;
  for (const character of text) width += character.codePointAt(0)! <= NARROW ? 0.5 : 1;
  return width;
};

/** Lines that a text takes in a column of so many characters. */
export const linesIn = (text: string, width: number): number => {
  let lines = 0;
  for (const line of text.split('\n')) lines += Math.max(1, Math.ceil(widthOf(line) / width));
  return lines;
};

/** Of a title at 二号: what fits between the margins. */
const TITLE_WIDTH = 20;
const words = new Intl.Segmenter('zh-CN', { granularity: 'word' });

const halves = (text: string): string[] => {
  const middle = widthOf(text) / 2;
  let [at, off] = [0, Number.POSITIVE_INFINITY];
  for (const { index } of words.segment(text)) {
    const distance = Math.abs(widthOf(text.slice(0, index)) - middle);
    if (index > 0 && distance < off) [at, off] = [index, distance];
  }
  return at === 0 ? [text] : [text.slice(0, at).trimEnd(), text.slice(at).trimStart()];
};

/** A title in lines of about one length, broken between words. */
export const titleLines = (text: string): string[] =>
  widthOf(text) <= TITLE_WIDTH ? [text] : halves(text).flatMap((half) => (half === text ? [half] : titleLines(half)));

/** 成文日期 stands four characters from the right edge; a name alone stands two. */
const DATE_FROM_EDGE = 4;
const NAME_FROM_EDGE = 2;

const centred = (lines: readonly string[]): number[] => {
  if (lines.length === 1) return [NAME_FROM_EDGE];
  const axis = DATE_FROM_EDGE + widthOf(lines.at(-1)!) / 2;
  return lines.map((line) => Math.max(0, axis - widthOf(line) / 2));
};

/** For each block of a signature, in characters, how far from the right edge it ends; 0 for every other block. */
export const fromRightEdge = (blocks: readonly Block[]): number[] => {
  const edges = blocks.map(() => 0);
  for (let at = 0; at < blocks.length; at++) {
    if (blocks[at]!.kind !== 'signature') continue;
    let end = at;
    while (blocks[end]?.kind === 'signature') end++;
    edges.splice(at, end - at, ...centred(blocks.slice(at, end).map(({ text }) => text)));
    at = end;
  }
  return edges;
};

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const BREAK = '\u200B';

/** A word without parts is broken behind so many characters. */
const PIECE = 4;
const BREAKABLE = new RegExp(`[-_./?&=](?=\\w)|[^-_./?&=]{${PIECE}}(?=[^-_./?&=])`, 'g');

/** Names of files, addresses and digests longer than that may be broken between their parts and within them. */
export const withBreaks = (text: string, longest: number): string =>
  text.replace(new RegExp(`[\\x21-\\x7e]{${longest + 1},}`, 'g'), (word) =>
    DATE.test(word) ? word : word.replace(BREAKABLE, `$&${BREAK}`),
  );
