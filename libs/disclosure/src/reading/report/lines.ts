export interface Line {
  /** 1-based. */
  readonly number: number;
  /** As written, without zero-width marks, Markdown marks and outer blanks. */
  readonly text: string;
  /** `text` with full-width digits, letters and punctuation made half-width; same length, so offsets agree. */
  readonly key: string;
}

const zeroWidth = /[\u200b-\u200f\u2060\ufeff\u00ad]/g;
const fullWidth = /[\uff01-\uff5e]/g;
const blank = /[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]/g;
const headingMark = /^#{1,6}\s+/;
const bold = /\*\*([^*]{1,200})\*\*/g;

export const halfWidth = (text: string): string =>
  text
    .replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(blank, ' ')
    .replace(/〔/g, '[')
    .replace(/〕/g, ']');

const clean = (raw: string): string =>
  raw.replace(zeroWidth, '').trim().replace(headingMark, '').replace(bold, '$1').trim();

export const splitLines = (source: string): Line[] => {
  const raws = source.split(/\r\n|\n|\r/);
  if (raws.at(-1) === '') raws.pop();
  return raws.map((raw, index) => {
    const text = clean(raw);
    return { number: index + 1, text, key: halfWidth(text) };
  });
};

export interface Sentence {
  readonly text: string;
  readonly key: string;
  readonly line: number;
}

export const sentencesOf = (line: Line): Sentence[] => {
  const sentences: Sentence[] = [];
  for (const match of line.key.matchAll(/[^。;!?\n]+[。;!?]?/g)) {
    const text = line.text.slice(match.index, match.index + match[0].length);
    sentences.push({ text, key: match[0], line: line.number });
  }
  return sentences;
};

/** Blanks out book-title marks and what they hold, keeping every offset: a year in a title dates nothing. */
export const withoutTitles = (key: string): string =>
  key.replace(/《[^《》]{0,200}》/g, (title) => ' '.repeat(title.length));

export const excerpt = (text: string, length = 40): string => {
  const characters = text.slice(0, length * 2 + 2).match(/[\s\S]/gu) ?? [];
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : characters.join('');
};

export const withoutFullStop = (text: string): string => text.replace(/[。；;：:，,、\s]{1,9}$/, '').trim();
