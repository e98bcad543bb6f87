import * as fc from 'fast-check';
import type { OfficialReport, ReportArea } from './report-content.js';
import { renderDocx, renderHtml, renderMarkdown } from './report-files.js';
import { anIssue, SAMPLE } from './report-sample.fixture.js';
import { flawOfXml, linesOfDocx, linesOfHtml, linesOfMarkdown, partOfDocx } from './report-text.fixture.js';

const linesOfEach = async (report: OfficialReport): Promise<string[][]> => [
  linesOfMarkdown(renderMarkdown(report)),
  linesOfHtml(renderHtml(report)),
  linesOfDocx(await renderDocx(report)),
];

const PIECES = [
  '<script>',
  '</p>',
  '&lt;',
  '|',
  '*',
  '**',
  '#',
  '_',
  '`',
  '\\',
  '[x](y)',
  '\n',
  '- ',
  '1. ',
  '~',
  '"',
  "'",
];

const text = fc
  .array(fc.constantFrom(...PIECES, '整改', '落实。', '，', ' ', '\u0007', 'https://example.org'), { maxLength: 12 })
  .map((pieces) => pieces.join(''));

const status = fc.constantFrom('rectifying' as const, 'submitted' as const, 'closed' as const, 'long-term' as const);

const issue = fc.record({
  text,
  status,
  measures: fc.array(text, { maxLength: 3 }),
  progress: fc.option(text, { nil: undefined }),
});

/** The mark in front makes each issue's text findable. */
const areas: fc.Arbitrary<ReportArea[]> = fc
  .array(fc.array(fc.array(issue, { maxLength: 3 }), { maxLength: 3 }), { maxLength: 4 })
  .map((tree) => {
    let number = 0;
    return tree.map((headings, area) => ({
      ordinal: area + 1,
      title: `方面${area}`,
      headings: headings.map((issues, heading) => ({
        ordinal: heading + 1,
        title: `大项${heading}`,
        issues: issues.map((one) => {
          number += 1;
          return anIssue({ ...one, number: String(number), text: `事项〔${number}〕${one.text}` });
        }),
      })),
    }));
  });

const share = fc.record({ count: fc.nat(9999), rate: fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10) });

describe('the three formats of one report', () => {
  it('print the same text', async () => {
    const [markdown, html, docx] = await linesOfEach(SAMPLE);
    expect(markdown).toHaveLength(40);
    expect(html).toEqual(markdown);
    expect(docx).toEqual(markdown);
  });

  it('print every issue once, again by name when it is not closed, and the same text, whatever characters users wrote', async () => {
    await fc.assert(
      fc.asyncProperty(areas, async (areas) => {
        const report = { ...SAMPLE, areas };
        const [markdown, html, docx] = await linesOfEach(report);
        expect(html).toEqual(markdown);
        expect(docx).toEqual(markdown);
        const issues = areas.flatMap(({ headings }) => headings).flatMap(({ issues }) => issues);
        for (const { number, status } of issues) {
          expect(markdown!.join('\n').split(`事项〔${number}〕`)).toHaveLength(status === 'closed' ? 2 : 3);
        }
        expect(flawOfXml(partOfDocx(await renderDocx(report), 'word/document.xml'))).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it('print the totals they were given', async () => {
    const numbers = fc.record({
      issues: fc.nat(9999),
      tasks: fc.nat(9999),
      closed: share,
      longTerm: share,
      regulations: fc.nat(999),
    });
    await fc.assert(
      fc.asyncProperty(numbers, async (given) => {
        const { issues, tasks, closed, longTerm, regulations } = given;
        const report = { ...SAMPLE, totals: { ...SAMPLE.totals, ...given, others: [] } };
        for (const lines of await linesOfEach(report)) {
          const line = lines.find((candidate) => candidate.includes('共计'))!;
          expect(line.match(/\d+(?:\.\d+)?/g)!.map(Number)).toEqual(
            [3, 2, 3, tasks, issues, 2023, 11, 30].concat(
              [closed.count, closed.rate, longTerm.count, longTerm.rate],
              regulations,
            ),
          );
        }
      }),
      { numRuns: 25 },
    );
  });
});
