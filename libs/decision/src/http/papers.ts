import { docxOf, htmlOf, markdownOf, type Paper } from '#documents';
import type { Download } from '#event-sourcing-nest';
import type { PaperFormat } from './queries.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A paper in the format asked for; as JSON, what it is made of. */
export const printed = async (paper: Paper, content: object, format: PaperFormat): Promise<Download> => {
  const name = `${paper.blocks[0]!.text}-${paper.on}.${format}`;
  switch (format) {
    case 'docx':
      return { name, mediaType: DOCX, bytes: await docxOf(paper) };
    case 'html':
      return { name, mediaType: 'text/html; charset=utf-8', bytes: utf8(htmlOf(paper)) };
    case 'md':
      return { name, mediaType: 'text/markdown; charset=utf-8', bytes: utf8(markdownOf(paper)) };
    case 'json':
      return {
        name,
        mediaType: 'application/json; charset=utf-8',
        bytes: utf8(`${JSON.stringify(content, null, 2)}\n`),
      };
  }
};
