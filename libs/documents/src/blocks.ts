import type { PlainDate } from '#event-sourcing';

export type BlockKind =
  | 'title'
  | 'subtitle'
  /** 发文字号, centred beneath the title. */
  | 'number'
  /** 主送机关, flush left. */
  | 'addressee'
  | 'section'
  | 'area'
  | 'heading'
  | 'item'
  | 'paragraph'
  /** 附件: the first with its label, the further ones without. */
  | 'annex'
  /** 署名 and, as the last of them, 成文日期: centred above one another at the right. */
  | 'signature'
  /** A line to sign by hand: the label is who signs, the text what stands behind the line, 年月日 when empty. */
  | 'signing'
  | 'note'
  /** 版记: 抄送, 印发机关和印发日期, at the foot of the last page. */
  | 'colophon';

/** One printed paragraph. After `settled`, `text` is a single line of printable characters. */
export interface Block {
  readonly kind: BlockKind;
  /** Printed before the text, followed by a colon; in bold except in annexes, signing lines and the colophon. */
  readonly label?: string;
  readonly text: string;
}

const PLAIN_LABEL: ReadonlySet<BlockKind> = new Set(['annex', 'signing', 'colophon']);
const SIGNING_LINE = '＿'.repeat(8);
const DAY_OF_SIGNING = '　　年　　月　　日';

/** A block as it is read: what is bold, and what follows. Every format prints exactly these words. */
export const wordsOf = ({ kind, label, text }: Block): { readonly bold?: string; readonly plain: string } => {
  const said = kind === 'signing' ? `${SIGNING_LINE}${text || DAY_OF_SIGNING}` : text;
  if (label === undefined) return { plain: said };
  return PLAIN_LABEL.has(kind) ? { plain: `${label}：${said}` } : { bold: label, plain: `：${said}` };
};

const LINE_BREAK = /\r\n?|[\n\v\f\u0085\u2028\u2029]/u;

/** Controls are invalid in XML, and marks of writing direction can make a text read as another one. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Bidi_Control}]/gu;

const linesOf = (text: string): string[] =>
  text
    .split(LINE_BREAK)
    .map((line) => line.replaceAll('\t', ' ').replace(UNPRINTABLE, '\uFFFD').trim())
    .filter((line) => line !== '');

/** A text as one printable line, for titles and the like. */
export const oneLine = (text: string): string => linesOf(text).join(' ');

const FLOWING: ReadonlySet<BlockKind> = new Set(['item', 'paragraph', 'note']);

const labelled = (block: Block): Block =>
  block.label === undefined ? block : { ...block, label: oneLine(block.label) };

const settledBlock = (given: Block): Block[] => {
  const block = labelled(given);
  if (!FLOWING.has(block.kind)) return [{ ...block, text: oneLine(block.text) }];
  const [first = '', ...further] = linesOf(block.text);
  const follower: BlockKind = block.kind === 'note' ? 'note' : 'paragraph';
  return [{ ...block, text: first }, ...further.map((text) => ({ kind: follower, text }))];
};

/** Line breaks inside a user's text become paragraphs (in headings: spaces); unprintable characters become U+FFFD. */
export const settled = (blocks: readonly Block[]): Block[] => blocks.flatMap(settledBlock);

/** What a paper was made from, such as a position or an edition: kept in the properties of its file. */
export interface Property {
  /** Of the property in the file: letters only. */
  readonly name: string;
  /** In the colophon, for readers who ask for one. */
  readonly label: string;
  readonly value: string;
}

/** What is printed: blocks that begin with the title, who issues it, the day that it is of, and where it comes from. */
export interface Paper {
  readonly blocks: readonly Block[];
  readonly author: string;
  readonly on: PlainDate;
  readonly properties?: readonly Property[];
}
