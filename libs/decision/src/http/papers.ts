import { type Paper, paperMediaTypes, printedPaper } from '#documents';
import type { Download } from '#event-sourcing-nest';
import type { PaperQuery } from './queries.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A paper in the format asked for; as JSON, what it is made of. */
export const printed = async (
  paper: Paper,
  content: object,
  { format = 'json', colophon }: Pick<PaperQuery, 'format' | 'colophon'>,
): Promise<Download> => {
  const name = `${paper.blocks[0]!.text}-${paper.on}.${format}`;
  if (format === 'json') {
    const bytes = utf8(`${JSON.stringify(content, null, 2)}\n`);
    return { name, mediaType: 'application/json; charset=utf-8', bytes };
  }
  return { name, mediaType: paperMediaTypes[format], bytes: await printedPaper(paper, { format, colophon }) };
};
