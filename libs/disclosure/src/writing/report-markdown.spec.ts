import { renderMarkdown } from './report-files.js';
import { anIssue, SAMPLE } from './report-sample.fixture.js';

const renderedIssue = (text: string): string => {
  const issues = [anIssue({ number: '1', text: `甲\n${text}` })];
  const areas = [{ ordinal: 1, title: '管理', headings: [{ ordinal: 1, title: '档案', issues }] }];
  return renderMarkdown({ ...SAMPLE, areas })
    .split('（1）甲\n\n')[1]!
    .split('\n\n')[0]!;
};

describe('a report in Markdown', () => {
  it('has headings by level, bold labels and quoted notes', () => {
    const lines = renderMarkdown(SAMPLE).split('\n');
    expect(lines[0]).toBe('# 中共青港新区工作委员会关于市委第五轮巡察整改进展情况的通报');
    expect(lines).toContain('## 二、整改总体情况');
    expect(lines).toContain('### （一）反馈问题：理论学习和议事决策不够规范。');
    expect(lines).toContain('#### 1.学习抓得不实');
    expect(lines).toContain('**整改情况**：明确专人记录。2023年10月15日销号。');
    expect(lines).toContain('> **注**：本通报所列金额均不含利息。');
  });

  it.each([
    ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
    ['a|b *c* _d_ `e` #f', 'a\\|b \\*c\\* \\_d\\_ \\`e\\` \\#f'],
    ['[x](https://example.org) &amp; \\', '\\[x\\](https\\://example.org) \\&amp; \\\\'],
    ['- 条目', '\\- 条目'],
    ['1. 条目', '1\\. 条目'],
    ['95.2%', '95.2%'],
    ['www.example.org', 'www\\.example.org'],
  ])('keeps %s as text', (text, expected) => {
    expect(renderedIssue(text)).toBe(expected);
  });
});
