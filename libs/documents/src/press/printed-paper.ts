import type { Block, Paper } from '../blocks.js';
import type { PaperFormat } from '../paper-formats.js';
import { Press } from './press.js';

export interface Asked {
  readonly format: PaperFormat;
  /** Prints at the end what the paper was made from; else only the properties of the file tell it. */
  readonly colophon?: boolean;
}

export interface PaperOrder extends Required<Asked> {
  readonly paper: Omit<Paper, 'blocks'>;
}

const press = new Press<PaperOrder, Block>(new URL('./paper-printed', import.meta.url));

/** The same paper in the same format has the same bytes, on any day and in any time zone. */
export const printedPaper = ({ blocks, ...paper }: Paper, { format, colophon = false }: Asked): Promise<Uint8Array> =>
  press.print({ paper, format, colophon }, blocks);
