import { getDocumentProxy } from 'unpdf';

export interface PrintedLine {
  readonly page: number;
  /** Points from the left and from the lower edge of the page. */
  readonly x: number;
  readonly y: number;
  /** Where it ends, in points from the left. */
  readonly right: number;
  readonly text: string;
}

const opened = (pdf: Uint8Array) => getDocumentProxy(new Uint8Array(pdf));

/** What is told about a PDF, and its size in points. */
export const aboutPdf = async (pdf: Uint8Array) => {
  const document = await opened(pdf);
  const { info } = await document.getMetadata();
  const [, , width, height] = (await document.getPage(1)).view;
  return { info: info as Readonly<Record<string, unknown>>, pages: document.numPages, size: [width, height] };
};

/** The lines as they are printed, page by page, without page numbers. */
export const linesOfPdf = async (pdf: Uint8Array): Promise<PrintedLine[]> => {
  const document = await opened(pdf);
  const lines: PrintedLine[] = [];
  for (let page = 1; page <= document.numPages; page++) {
    const { items } = await (await document.getPage(page)).getTextContent();
    const parts = items.flatMap((item) => ('str' in item && item.str !== '' ? [item] : []));
    const rows = Map.groupBy(parts, ({ transform }) => Math.round(transform[5] as number));
    for (const row of rows.values()) {
      const [x, y] = row[0]!.transform.slice(4) as [number, number];
      const right = Math.max(...row.map(({ transform, width }) => (transform[4] as number) + width));
      lines.push({
        page,
        x,
        y,
        right,
        text: row
          .map(({ str }) => str)
          .join('')
          .replaceAll('\u200B', ''),
      });
    }
  }
  return lines.filter(({ text }) => !/^— ?\d+ ?—$/.test(text));
};
