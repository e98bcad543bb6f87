import { createHash } from 'node:crypto';
import { type Block, type Paper, type Property, settled, wordsOf } from '../blocks.js';
import { docxOf } from '../docx-on-demand.js';
import { htmlOf } from '../html.js';
import { markdownOf } from '../markdown.js';
import { pdfOf } from '../pdf/pdf.js';
import type { PaperFormat } from '../paper-formats.js';
import type { Printed } from './press.js';
import type { PaperOrder } from './printed-paper.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Of the words alone, one block a line, so that papers of different formats can be told to be the same. */
const digestOf = (blocks: readonly Block[]): Property => {
  const hash = createHash('sha256');
  for (const block of blocks) {
    const { bold = '', plain } = wordsOf(block);
    hash.update(`${bold}${plain}\n`);
  }
  return { name: 'digest', label: '正文摘要', value: `SHA-256 ${hash.digest('hex')}` };
};

/** As notes at the end, above the foot of the last page. */
const withSource = ({ blocks, properties = [] }: Paper): Block[] => {
  const notes = properties.map(({ label, value }): Block => ({ kind: 'note', label, text: value }));
  const body = blocks.filter(({ kind }) => kind !== 'colophon');
  return [...body, ...notes, ...blocks.filter(({ kind }) => kind === 'colophon')];
};

const writers: Readonly<Record<PaperFormat, (paper: Paper) => Uint8Array | Promise<Uint8Array>>> = {
  html: (paper) => utf8(htmlOf(paper)),
  docx: docxOf,
  pdf: pdfOf,
  md: (paper) => utf8(markdownOf(paper)),
};

/** The bytes of a paper, with what it was made from printed at its end when asked for. */
export const printed: Printed<PaperOrder, Block> = ({ paper: about, format, colophon }, blocks) => {
  const properties = [...(about.properties ?? []), digestOf(blocks)];
  const paper = { ...about, properties, blocks };
  return writers[format]({ ...paper, blocks: settled(colophon ? withSource(paper) : blocks) });
};
