import type { PlainDate } from '#event-sourcing';

export type BlockKind =
  'title' | 'subtitle' | 'section' | 'area' | 'heading' | 'item' | 'paragraph' | 'signature' | 'note';

/** One printed paragraph. After `settled`, `text` is a single line of printable characters. */
export interface Block {
  readonly kind: BlockKind;
  /** Printed in bold before the text, followed by a colon. */
  readonly label?: string;
  readonly text: string;
}

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

const settledBlock = (block: Block): Block[] => {
  if (!FLOWING.has(block.kind)) return [{ ...block, text: oneLine(block.text) }];
  const [first = '', ...further] = linesOf(block.text);
  const follower: BlockKind = block.kind === 'note' ? 'note' : 'paragraph';
  return [{ ...block, text: first }, ...further.map((text) => ({ kind: follower, text }))];
};

/** Line breaks inside a user's text become paragraphs (in headings: spaces); unprintable characters become U+FFFD. */
export const settled = (blocks: readonly Block[]): Block[] => blocks.flatMap(settledBlock);

/** What is printed: settled blocks that begin with the title, who issues it, and the day that it is of. */
export interface Paper {
  readonly blocks: readonly Block[];
  readonly author: string;
  readonly on: PlainDate;
}
