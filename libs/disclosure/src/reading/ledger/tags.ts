import { damaged } from './refusals.js';

export interface Tag {
  readonly name: string;
  /** The whole tag, with its brackets. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** It has no content and no end tag. */
  readonly empty: boolean;
}

/** What is no tag of an element, and how it ends. */
const asides: readonly (readonly [begin: string, end: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

const afterAside = (xml: string, at: number): number | undefined => {
  const aside = asides.find(([begin]) => xml.startsWith(begin, at));
  if (!aside) return undefined;
  const end = xml.indexOf(aside[1], at + aside[0].length);
  if (end < 0) throw damaged(aside[0]);
  return end + aside[1].length;
};

/** The next bracket that closes a tag, or quote. */
const closing = /[>"']/g;

/** Behind the bracket that closes the tag; one within quotes closes nothing. */
const afterTag = (xml: string, from: number): number => {
  let at = from;
  for (;;) {
    closing.lastIndex = at;
    const found = closing.exec(xml);
    const end = found && (found[0] === '>' ? found.index : xml.indexOf(found[0], found.index + 1));
    if (!found || end === null || end < 0) throw damaged(xml.slice(from, from + 20));
    if (found[0] === '>') return end + 1;
    at = end + 1;
  }
};

const nameAt = (xml: string, from: number): string => {
  let to = from;
  while (to < xml.length && !' \t\r\n/>'.includes(xml[to]!)) to += 1;
  return xml.slice(from, to);
};

/** The opening tags of these names, in one pass over all tags: none hides in a comment, in quotes or behind a line break. */
export function* openingTags(xml: string, names: ReadonlySet<string>): Generator<Tag> {
  let at = xml.indexOf('<');
  while (at >= 0) {
    const behind = afterAside(xml, at);
    const to = behind ?? afterTag(xml, at);
    const name = behind === undefined ? nameAt(xml, at + 1) : '';
    if (names.has(name)) yield { name, text: xml.slice(at, to), from: at, to, empty: xml[to - 2] === '/' };
    at = xml.indexOf('<', to);
  }
}

const patterns = new Map<string, RegExp>();

const patternOf = (name: string): RegExp => {
  const pattern = patterns.get(name) ?? new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  patterns.set(name, pattern);
  return pattern;
};

/** As it is written; undefined when the tag has none of this name. */
export const attributeOf = (tag: string, name: string): string | undefined => {
  const found = patternOf(name).exec(tag);
  return found?.[1] ?? found?.[2];
};
