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
import { type Block, oneLine, type Paper } from './blocks.js';
import { steadyPackage } from './docx-package.js';
import { PAPER_STYLES, STYLE_OF } from './docx-style.js';

const paragraph = ({ kind, label, text }: Block): Paragraph =>
  new Paragraph({
    style: STYLE_OF[kind],
    children: [
      ...(label === undefined ? [] : [new TextRun({ text: label, bold: true }), new TextRun('：')]),
      new TextRun(text),
    ],
  });

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
export const docxOf = async ({ blocks, author, on }: Paper): Promise<Uint8Array> => {
  const document = new Document({
    title: blocks[0]!.text,
    creator: oneLine(author),
    lastModifiedBy: oneLine(author),
    styles: PAPER_STYLES,
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: { page: PAGE },
        footers: { default: footer(AlignmentType.RIGHT), even: footer(AlignmentType.LEFT) },
        children: blocks.map(paragraph),
      },
    ],
  });
  return steadyPackage(await Packer.toBuffer(document), on);
};
