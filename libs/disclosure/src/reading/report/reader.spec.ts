import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReport } from './reader.js';
import type { ReportReading, ReportWarningCode } from './reading.js';

const seeds = join(process.cwd(), '..', 'shared', 'seeds');
const seedText = (): string =>
  readFileSync(
    join(
      seeds,
      readdirSync(seeds).find((name) => name.endsWith('.txt'))!,
    ),
    'utf8',
  );

const linesOf = (reading: ReportReading, code: ReportWarningCode): number[] =>
  reading.warnings.filter((warning) => warning.code === code).map(({ line }) => line);
const messagesOf = (reading: ReportReading, code: ReportWarningCode): string[] =>
  reading.warnings.filter((warning) => warning.code === code).map(({ message }) => message);

describe('a published report as a site re-hosts it', () => {
  const reading = readReport(seedText());
  const numbered = (number: number | null) => reading.issues.find((issue) => issue.number === number)!;

  it('says who was inspected, by whom and when, with the years that the lead leaves out', () => {
    expect(reading).toMatchObject({
      kind: 'report',
      organisation: '山东商河经济开发区党工委',
      team: '市委第七巡察组',
      inspectedFrom: '2023-04-12',
      inspectedTo: '2023-06-13',
      deliveredOn: '2023-08-29',
      asOf: '2023-11-30',
    });
  });

  it('gives the totals as the text states them', () => {
    expect(reading.stated).toEqual({
      findings: 12,
      areas: 4,
      headings: 12,
      tasks: 39,
      issues: 42,
      closed: 40,
      closedRate: 95.2,
      longTerm: 2,
      longTermRate: 4.8,
      regulations: 7,
    });
  });

  it('finds twelve headings and thirteen replies', () => {
    expect(reading.found).toEqual({ issues: 12, replies: 13 });
    expect(reading.issues.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, null, 12, 13]);
  });

  it('keeps the reply of the lost heading as an entry of its own', () => {
    expect(numbered(null)).toMatchObject({ heading: null, text: '', line: 56, replyLine: 56 });
    expect(numbered(null).reply).toContain('明晰了会议参会决策范围');
    expect(numbered(10).reply).not.toContain('明晰了会议参会决策范围');
    expect(linesOf(reading, 'reply-without-heading')).toEqual([56]);
    expect(messagesOf(reading, 'number-missing')).toEqual(['缺少问题序号(11):第52行是(10),第58行是(12)']);
  });

  it('parts a reply into its measures and leaves an unmarked reply whole', () => {
    expect(numbered(7).measures).toHaveLength(4);
    expect(numbered(7).measures[1]).toMatch(/^派驻人员赴江苏泰州.*4条。$/);
    expect(numbered(6).measures).toEqual([numbered(6).reply]);
  });

  it('takes counts with their units and clauses as figures, and no date', () => {
    expect(numbered(2).figures.map(({ value, unit }) => `${value}${unit}`)).toEqual([
      '3次',
      '800人次',
      '2轮',
      '239家次',
      '350项',
      '2家次',
      '66.7%',
    ]);
    expect(numbered(2).figures[3]).toEqual({ text: '目前共检查复查企业239家次', value: 239, unit: '家次', line: 22 });
  });

  it('warns of counts that the text does not bear out', () => {
    expect(messagesOf(reading, 'stated-count-differs')).toEqual([
      '总体数据称4个方面,正文列出1个方面',
      '总体数据称12大项,正文列出9大项',
      '总体数据称42项具体问题,正文列出12项具体问题,另有1条整改情况没有标题',
    ]);
  });

  it('warns of each sentence that tells of a time after the as-of date', () => {
    expect(linesOf(reading, 'fact-after-as-of')).toEqual([18, 26, 42, 46, 54, 56]);
  });

  it('warns that 28 of 40 is not more than 70 %, and of no other share', () => {
    expect(linesOf(reading, 'ratio-contradicted')).toEqual([42]);
    expect(messagesOf(reading, 'ratio-contradicted')[0]).toContain('28个占40个为70%,文中却称超过70%');
  });

  it('warns of one pair of replies that share their figures', () => {
    expect(reading.warnings.filter(({ code }) => code === 'same-figures-twice')).toEqual([
      {
        code: 'same-figures-twice',
        line: 56,
        message: '第56行的整改情况与(10)使用了相同的数字:46次、272项',
        related: [54],
      },
    ]);
  });

  it('tells header and footer of the site from the report and understands the rest', () => {
    expect(linesOf(reading, 'site-noise')).toEqual([1, 2, 4, 66]);
    expect(reading.notUnderstood).toEqual([]);
    expect(reading.lines).toBe(66);
    expect(reading.lineKinds[11]).toBe('totals');
    expect(reading.lineKinds.slice(5, 10)).toEqual(['lead', 'blank', 'organisation', 'blank', 'organisation']);
  });
});

describe('a text that is no report', () => {
  it.each(['', '\n\n', '今日天气晴。\n适合出行。', '12345', '{"a":1}'])('says that nothing was found in %j', (text) => {
    const reading = readReport(text);
    expect(reading.issues).toEqual([]);
    expect(linesOf(reading, 'nothing-found')).toEqual([1]);
  });

  it('keeps every sentence of it as not understood', () => {
    const reading = readReport('今日天气晴。\n适合出行。');
    expect(reading.notUnderstood).toEqual([
      { line: 1, text: '今日天气晴。' },
      { line: 2, text: '适合出行。' },
    ]);
    expect(linesOf(reading, 'text-not-understood')).toEqual([1, 2]);
  });
});
