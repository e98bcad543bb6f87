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
import { type Block, oneLine } from './report-blocks.js';
import type { OfficialReport } from './report-content.js';
import { steadyPackage } from './report-docx-package.js';
import { REPORT_STYLES, STYLE_OF } from './report-docx-style.js';
import { outlineOf } from './report-outline.js';

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

/** The same report gives the same bytes on any day and in any time zone. */
export const renderDocx = async (report: OfficialReport): Promise<Uint8Array> => {
  const blocks = outlineOf(report);
  const document = new Document({
    title: blocks[0]!.text,
    creator: oneLine(report.organisation),
    lastModifiedBy: oneLine(report.organisation),
    styles: REPORT_STYLES,
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: { page: PAGE },
        footers: { default: footer(AlignmentType.RIGHT), even: footer(AlignmentType.LEFT) },
        children: blocks.map(paragraph),
      },
    ],
  });
  return steadyPackage(await Packer.toBuffer(document), report.asOf);
};
