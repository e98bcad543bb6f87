import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { strFromU8, unzipSync } from 'fflate';
import { renderDocx, renderHtml, renderMarkdown } from './report-files.js';
import { anIssue, SAMPLE } from './report-sample.fixture.js';
import { flawOfXml, linesOfDocx, partOfDocx } from './report-text.fixture.js';

const sha256 = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** Renders the sample in a process of its own, straight from the sources, whose `.js` imports it leads to `.ts`. */
const hashIn = (timeZone: string): string => {
  const script = `
    import { registerHooks } from 'node:module';
    import { createHash } from 'node:crypto';
    registerHooks({
      resolve: (name, context, next) =>
        next(context.parentURL?.endsWith('.ts') && name.startsWith('.') ? name.replace(/js$/, 'ts') : name, context),
    });
    const at = (name) => import(new URL(name, ${JSON.stringify(import.meta.url)}).href);
    const { SAMPLE } = await at('./report-sample.fixture.ts');
    const hash = createHash('sha256');
    const { renderDocx, renderHtml, renderMarkdown } = await at('./report-files.ts');
    hash.update(renderMarkdown(SAMPLE));
    hash.update(renderHtml(SAMPLE));
    hash.update(await renderDocx(SAMPLE));
    process.stdout.write(hash.digest('hex'));
  `;
  const flags = ['--no-warnings', '--conditions=source', '--input-type=module', '-e', script];
  return execFileSync(process.execPath, flags, { env: { PATH: process.env['PATH'], TZ: timeZone }, encoding: 'utf8' });
};

describe('a report as docx', () => {
  it('is the same bytes later, once the clock of its zip entries has moved on', async () => {
    const first = await renderDocx(SAMPLE);
    await pause(2_100);
    expect(sha256(await renderDocx(SAMPLE))).toBe(sha256(first));
  });

  it('is the same bytes in another process in any time zone, as are Markdown and HTML', async () => {
    const here = sha256(renderMarkdown(SAMPLE), renderHtml(SAMPLE), await renderDocx(SAMPLE));
    expect([hashIn('America/New_York'), hashIn('Pacific/Kiritimati')]).toEqual([here, here]);
  });

  it('differs when a single figure differs', async () => {
    const other = { ...SAMPLE, totals: { ...SAMPLE.totals, regulations: 3 } };
    expect(sha256(await renderDocx(other))).not.toBe(sha256(await renderDocx(SAMPLE)));
  });

  it('holds well-formed parts, the content types first', async () => {
    const parts = unzipSync(await renderDocx(SAMPLE));
    expect(Object.keys(parts).slice(0, 2)).toEqual(['[Content_Types].xml', '_rels/.rels']);
    const flaws = Object.entries(parts).map(([name, bytes]) => [name, flawOfXml(strFromU8(bytes))]);
    expect(flaws.filter(([, flaw]) => flaw !== undefined)).toEqual([]);
  });

  it('is dated as of the report and signed by the organisation', async () => {
    const core = partOfDocx(await renderDocx(SAMPLE), 'docProps/core.xml');
    expect(core.match(/\d{4}-\d{2}-\d{2}T[^<]*/g)).toEqual(['2023-11-30T00:00:00Z', '2023-11-30T00:00:00Z']);
    expect(core).toContain('<dc:creator>中共青港新区工作委员会</dc:creator>');
  });

  it('has the official look: typefaces with replacements, two characters of indent, page numbers', async () => {
    const docx = await renderDocx(SAMPLE);
    const styles = partOfDocx(docx, 'word/styles.xml');
    expect(styles).toMatch(/w:eastAsia="方正小标宋简体"/);
    expect(styles).toMatch(/w:styleId="PaperBody".*?w:firstLineChars="200"/s);
    expect(partOfDocx(docx, 'word/fontTable.xml')).toContain(
      '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,华文仿宋,Noto Serif CJK SC"/>',
    );
    expect(partOfDocx(docx, 'word/footer1.xml')).toMatch(/PAGE/);
  });

  it('keeps markup and control characters of a text from breaking its XML', async () => {
    const issues = [anIssue({ text: `</w:t><w:p>&'"\u0001\uFFFE]]>` })];
    const areas = [{ ordinal: 1, title: '管理', headings: [{ ordinal: 1, title: '档案', issues }] }];
    const docx = await renderDocx({ ...SAMPLE, areas, organisation: '甲\u0002&<乙' });
    expect(linesOfDocx(docx)).toContain(`（1）</w:t><w:p>&'"\uFFFD\uFFFD]]>`);
    expect(flawOfXml(partOfDocx(docx, 'docProps/core.xml'))).toBeUndefined();
  });
});
