import { type Block, type BlockKind, type Paper, wordsOf } from './blocks.js';

const PREFIX: Readonly<Partial<Record<BlockKind, string>>> = {
  title: '# ',
  section: '## ',
  area: '### ',
  heading: '#### ',
  note: '> ',
};

/** Marks that mean something only at the start of a line are escaped there alone, to keep the source readable. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>#|~&$]/g, '\\$&')
    .replaceAll('://', '\\://')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`)
    .replace(/^[-+]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');

/** The colon stays outside the bold: `**` after a full-width colon and before a character would not close it. */
const line = (block: Block): string => {
  const { bold, plain } = wordsOf(block);
  return `${PREFIX[block.kind] ?? ''}${bold === undefined ? '' : `**${escaped(bold)}**`}${escaped(plain)}`;
};

/** CommonMark, one paragraph a block, ends with a line feed. Whatever users wrote stays text. */
export const markdownOf = ({ blocks }: Pick<Paper, 'blocks'>): string => `${blocks.map(line).join('\n\n')}\n`;
