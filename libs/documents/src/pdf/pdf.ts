import { type Block, type Paper, wordsOf } from '../blocks.js';
import { fromRightEdge, titleLines, withBreaks } from '../typesetting.js';
import { PAPER_TEMPLATE } from './template.js';
import { propertiesOf, typeset } from './typeset.js';

/** Characters of a word that may make a line ragged before it is broken. */
const LONGEST_WORD = 24;

const broken = ({ bold, plain }: ReturnType<typeof wordsOf>) => {
  const breakable = withBreaks(plain, LONGEST_WORD);
  return {
    ...(bold !== undefined && { bold: withBreaks(bold, LONGEST_WORD) }),
    plain: breakable,
    ragged: breakable !== plain,
  };
};

const placed = (blocks: readonly Block[]): object[] => {
  const edges = fromRightEdge(blocks);
  return blocks.map((block, at) => ({
    kind: block.kind,
    ...broken(wordsOf(block)),
    edge: edges[at],
    first: blocks[at - 1]?.kind !== block.kind,
    last: blocks[at + 1]?.kind !== block.kind,
    ...(block.kind === 'title' && { lines: titleLines(block.text) }),
  }));
};

export const pdfOf = (paper: Paper): Promise<Uint8Array> => {
  const { blocks, on } = paper;
  const data = { title: blocks[0]!.text, ...propertiesOf(paper), blocks: placed(blocks) };
  return typeset({ template: PAPER_TEMPLATE, inputs: { paper: JSON.stringify(data) }, on });
};
