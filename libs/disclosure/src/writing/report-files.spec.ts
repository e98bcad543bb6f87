import { paperFormats } from '#documents';
import { linesOfPdf } from '../../../../test/support/pdf-text.js';
import { printReport, renderDocx, renderHtml, renderMarkdown } from './report-files.js';
import { SAMPLE } from './report-sample.fixture.js';
import { linesOfDocx, linesOfHtml, linesOfMarkdown } from './report-text.fixture.js';

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('a report that is printed', () => {
  it('has every issue under its heading, in the words of the report that is written here', async () => {
    const [docx, html, md] = await Promise.all(
      (['docx', 'html', 'md'] as const).map((format) => printReport(SAMPLE, format)),
    );
    expect(linesOfDocx(docx!)).toEqual(linesOfDocx(await renderDocx(SAMPLE)));
    expect(linesOfHtml(utf8(html!))).toEqual(linesOfHtml(renderHtml(SAMPLE)));
    expect(linesOfMarkdown(utf8(md!))).toEqual(linesOfMarkdown(renderMarkdown(SAMPLE)));
  });

  it('has the same words as PDF', async () => {
    const bare = (text: string): string => text.replaceAll(/\s/g, '');
    const printed = (await linesOfPdf(await printReport(SAMPLE, 'pdf'))).map(({ text }) => text).join('');
    expect(bare(printed)).toBe(bare(linesOfMarkdown(renderMarkdown(SAMPLE)).join('')));
  });

  it.each(paperFormats)('is the same bytes twice as %s', async (format) => {
    const [first, second] = await Promise.all([printReport(SAMPLE, format), printReport(SAMPLE, format)]);
    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('leaves the report that it is given as it is', async () => {
    const given = structuredClone(SAMPLE);
    await printReport(given, 'md');
    expect(given).toEqual(SAMPLE);
  });
});
