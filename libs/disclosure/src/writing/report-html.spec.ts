import { renderHtml } from './report-files.js';
import { anIssue, SAMPLE } from './report-sample.fixture.js';

describe('a report as a page', () => {
  it('is complete, in Chinese, and asks for nothing from outside', () => {
    const html = renderHtml(SAMPLE);
    expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(html).toContain('<title>中共青港新区工作委员会关于市委第五轮巡察整改进展情况的通报</title>');
    expect(html).not.toMatch(/<script|<link|<img|\bsrc=|\bhref=|url\(|@import/);
    expect(html).toMatch(/@media print/);
    expect(html.endsWith('</html>\n')).toBe(true);
  });

  it('nests its headings without a gap', () => {
    const levels = [...renderHtml(SAMPLE).matchAll(/<h(\d)/g)].map((match) => Number(match[1]));
    expect(levels).toEqual([1, 2, 2, 2, 3, 4, 4, 3, 4, 2, 2, 2]);
  });

  it('keeps markup in a text, an attribute break and an entity as text', () => {
    const issues = [anIssue({ text: `<script>alert('1')</script> "a" &lt;` })];
    const areas = [{ ordinal: 1, title: '</h3><b>', headings: [{ ordinal: 1, title: '档案', issues }] }];
    const html = renderHtml({ ...SAMPLE, areas, title: '</title><script>关于', organisation: '</title><script>' });
    expect(html).toContain('（1）&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &quot;a&quot; &amp;lt;</p>');
    expect(html).toContain('<title>&lt;/title&gt;&lt;script&gt;关于');
    expect(html).not.toMatch(/<script|<b>/);
  });
});
