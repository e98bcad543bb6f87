import {
  AlignmentType,
  convertMillimetersToTwip,
  Document,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import { type Block, oneLine, type Paper, wordsOf } from './blocks.js';
import { steadyPackage } from './docx-package.js';
import { charactersRight, PAPER_STYLES, STYLE_OF } from './docx-style.js';
import { fromRightEdge, titleLines } from './typesetting.js';

const runs = (block: Block): TextRun[] => {
  if (block.kind === 'title') {
    return titleLines(block.text).map((text, at) => new TextRun({ text, ...(at > 0 && { break: 1 }) }));
  }
  const { bold, plain } = wordsOf(block);
  return [...(bold === undefined ? [] : [new TextRun({ text: bold, bold: true })]), new TextRun(plain)];
};

/** A further annex stands beneath the name of the first, behind 附件：. */
const styleOf = ({ kind, label }: Block): string =>
  kind === 'annex' && label === undefined ? STYLE_OF.furtherAnnex : STYLE_OF[kind];

const paragraphsOf = (blocks: readonly Block[]): Paragraph[] => {
  const edges = fromRightEdge(blocks);
  return blocks.map(
    (block, at) =>
      new Paragraph({
        style: styleOf(block),
        children: runs(block),
        ...(edges[at]! > 0 && { indent: charactersRight(edges[at]!) }),
      }),
  );
};

const footer = (alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: STYLE_OF.pageNumber,
        alignment,
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  });

/** A4 with the margins of GB/T 9704. */
const PAGE = {
  size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) },
  margin: {
    top: convertMillimetersToTwip(37),
    bottom: convertMillimetersToTwip(35),
    left: convertMillimetersToTwip(28),
    right: convertMillimetersToTwip(26),
    footer: convertMillimetersToTwip(25),
  },
};

/** The same paper gives the same bytes on any day and in any time zone. */
export const docxOf = async ({ blocks, author, on, properties = [] }: Paper): Promise<Uint8Array> => {
  const document = new Document({
    title: blocks[0]!.text,
    creator: oneLine(author),
    lastModifiedBy: oneLine(author),
    customProperties: properties.map(({ name, value }) => ({ name, value: oneLine(value) })),
    styles: PAPER_STYLES,
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: { page: PAGE },
        footers: { default: footer(AlignmentType.RIGHT), even: footer(AlignmentType.LEFT) },
        children: paragraphsOf(blocks),
      },
    ],
  });
  return steadyPackage(await Packer.toBuffer(document), on);
};
