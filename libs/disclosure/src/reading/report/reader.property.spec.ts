import * as fc from 'fast-check';
import { readReport } from './reader.js';
import type { LineKind, ReportReading } from './reading.js';

type Numbers = (ordinal: number) => string;

const han = '一二三四五六七八九十';
const chinese: Numbers = (n) => (n <= 10 ? han[n - 1]! : `十${han[n - 11]!}`);
const styles: readonly { area: Numbers; issue: Numbers }[] = [
  { area: (n) => `(${chinese(n)})`, issue: (n) => `(${n})` },
  { area: (n) => `（${chinese(n)}）`, issue: (n) => `${n}.` },
  { area: (n) => `${chinese(n)}、`, issue: (n) => `（${chinese(n)}）` },
  { area: (n) => `${chinese(n)}、`, issue: (n) => `${n}、` },
  { area: (n) => `${n}．`, issue: (n) => `（${n}）` },
  { area: (n) => `（${chinese(n)}）反馈问题：`, issue: (n) => String.fromCharCode(0x2460 + n - 1) },
];
const replyMarks = ['整改情况:', '整改情况：', '整改进展情况：', '【整改落实情况】', '整改完成情况:'];
const subjects = ['理论学习', '会议制度执行', '项目资金监管', '联系群众', '党费收缴', '档案管理', '安全生产检查'];

interface WrittenIssue {
  readonly heading: string;
  readonly detail: string;
  readonly measures: readonly string[];
}
interface WrittenReport {
  readonly areas: readonly (readonly WrittenIssue[])[];
  readonly style: { area: Numbers; issue: Numbers };
  readonly mark: string;
  readonly beginsAnew: boolean;
  readonly blanks: boolean;
}

const issue: fc.Arbitrary<WrittenIssue> = fc.record({
  heading: fc.constantFrom(...subjects).map((subject) => `${subject}不到位`),
  detail: fc.constantFrom('', '记录缺失、底数不清。', '没有专题研究;责任没有压实。'),
  measures: fc.array(
    fc
      .tuple(fc.constantFrom('修订制度', '开展培训', '补齐台账'), fc.integer({ min: 1, max: 900 }))
      .map(([what, n]) => `${what}${n}次。`),
    { minLength: 1, maxLength: 5 },
  ),
});

const written: fc.Arbitrary<WrittenReport> = fc
  .record({
    areas: fc.array(fc.array(issue, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
    style: fc.constantFrom(...styles),
    mark: fc.constantFrom(...replyMarks),
    beginsAnew: fc.boolean(),
    blanks: fc.boolean(),
  })
  .filter(({ areas }) => areas.flat().length >= 2);

interface PrintedLine {
  readonly text: string;
  readonly kind: LineKind;
  readonly number?: number;
}

const replyText = ({ measures }: WrittenIssue): string =>
  measures.length === 1 ? measures[0]! : measures.map((measure, at) => `${chinese(at + 1)}是${measure}`).join('');

const print = (report: WrittenReport): PrintedLine[] => {
  const lines: PrintedLine[] = [
    { text: '根据统一部署,2024年3月1日至4月30日,县委第二巡察组对溪口镇党委进行了巡察。', kind: 'lead' },
  ];
  let number = 0;
  for (const [at, issues] of report.areas.entries()) {
    lines.push({ text: `${report.style.area(at + 1)}第${chinese(at + 1)}组工作不扎实。`, kind: 'area' });
    if (report.beginsAnew) number = 0;
    for (const entry of issues) {
      number += 1;
      lines.push({ text: `${report.style.issue(number)}${entry.heading}。${entry.detail}`, kind: 'issue', number });
      lines.push({ text: `${report.mark}${replyText(entry)}`, kind: 'reply' });
    }
  }
  return report.blanks ? lines.flatMap((line) => [line, { text: '', kind: 'blank' as const }]) : lines;
};

const read = (lines: readonly PrintedLine[]): ReportReading => readReport(lines.map(({ text }) => text).join('\n'));

const brief = (reading: ReportReading) =>
  reading.issues.map(({ number, area, heading, text, measures }) => ({ number, area, heading, text, measures }));

const expected = (report: WrittenReport) => {
  const numbers = print(report).flatMap(({ number }) => number ?? []);
  return report.areas
    .flatMap((issues, at) => issues.map((entry) => ({ at, entry })))
    .map(({ at, entry }, index) => ({
      number: numbers[index]!,
      area: `第${chinese(at + 1)}组工作不扎实`,
      heading: entry.heading,
      text: entry.detail === '' ? entry.heading : entry.detail,
      measures: [...entry.measures],
    }));
};

const expectAccounted = (lines: readonly PrintedLine[], reading: ReportReading): void => {
  expect(reading.lineKinds).toHaveLength(lines.at(-1)?.text === '' ? lines.length - 1 : lines.length);
  expect(reading.lines).toBe(reading.lineKinds.length);
  const kept = reading.issues.flatMap(({ area, heading, text, reply }) => [area, heading, text, reply]).join('\n');
  for (const [index, kind] of reading.lineKinds.entries()) {
    const { text } = lines[index]!;
    expect(kind === 'blank').toBe(text.trim() === '');
    const content = /[^。：:】]*[。]?$/.exec(text)![0].replace(/^一是/, '').trim();
    if (kind === 'reply' || kind === 'issue') expect(kept).toContain(content.replace(/^.*[)）、.．①-⑳]|。$/g, ''));
    if (kind === 'not-understood') expect(reading.notUnderstood).toContainEqual({ line: index + 1, text });
  }
};

describe('a report in any numbering style', () => {
  it('is read as exactly the areas, issues and measures that were written', () => {
    fc.assert(
      fc.property(written, (report) => {
        const lines = print(report);
        const reading = read(lines);
        expect(brief(reading)).toEqual(expected(report));
        expect(reading.found).toEqual({ issues: report.areas.flat().length, replies: report.areas.flat().length });
        expect(reading.lineKinds).toEqual(lines.map(({ kind }) => kind).slice(0, reading.lines));
      }),
      { numRuns: 300 },
    );
  });

  it('gives no number warnings while its numbers are in order', () => {
    fc.assert(
      fc.property(written, (report) => {
        const codes = read(print(report)).warnings.map(({ code }) => code);
        expect(codes.filter((code) => code.startsWith('number') || code.includes('heading'))).toEqual([]);
      }),
    );
  });
});

describe('a report with one heading lost', () => {
  it('keeps that reply as an entry of its own and every other issue as it was', () => {
    fc.assert(
      fc.property(written, fc.nat(), (report, pick) => {
        const whole = expected(report);
        const lost = pick % whole.length;
        let seen = -1;
        const lines = print(report).filter(({ kind }) => kind !== 'issue' || (seen += 1) !== lost);
        const rest = whole.map((entry, at) =>
          at === lost ? { ...entry, number: null, heading: null, text: '' } : entry,
        );
        const reading = read(lines);
        expect(brief(reading)).toEqual(rest);
        expect(reading.warnings.map(({ code }) => code)).toContain('reply-without-heading');
      }),
      { numRuns: 200 },
    );
  });
});

describe('a report that was damaged', () => {
  const scraps = [
    '上一篇:某地 下一篇:某县',
    '分享到:',
    '版权所有 某某网',
    '补充一句没有编号的话。',
    '(99)',
    '整改情况:',
    '3.5',
    '《》',
    '一是',
  ];
  const damage = fc.record({
    drop: fc.array(fc.nat(), { maxLength: 3 }),
    swap: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 }),
    insert: fc.array(fc.tuple(fc.nat(), fc.constantFrom(...scraps)), { maxLength: 3 }),
  });

  it('still accounts for every line', () => {
    fc.assert(
      fc.property(written, damage, (report, { drop, swap, insert }) => {
        const lines = print(report);
        for (const at of drop) lines.splice(at % lines.length, 1);
        for (const [a, b] of swap) {
          const [left, right] = [a % lines.length, b % lines.length];
          [lines[left], lines[right]] = [lines[right]!, lines[left]!];
        }
        for (const [at, text] of insert) lines.splice(at % lines.length, 0, { text, kind: 'noise' });
        expectAccounted(lines, read(lines));
      }),
      { numRuns: 500 },
    );
  });

  it('tells site noise wherever it stands', () => {
    fc.assert(
      fc.property(written, fc.nat(), fc.constantFrom(...scraps.slice(0, 3)), (report, at, noise) => {
        const lines = print(report);
        lines.splice(at % (lines.length + 1), 0, { text: noise, kind: 'noise' });
        const reading = read(lines);
        expect(reading.lineKinds).toEqual(lines.map(({ kind }) => kind).slice(0, reading.lines));
        expect(brief(reading)).toEqual(expected(report));
      }),
    );
  });
});

describe('any text at all', () => {
  const pieces = [
    '整改情况:',
    '(1)',
    '一、',
    '①',
    '一是',
    '2024年',
    '13月40日',
    '至',
    '占',
    '40个',
    '%',
    '《',
    '》',
    '。',
    '\n',
    '\r',
    '关于',
    '问题',
    '截至',
    '对',
    '巡察组',
    '\u3000',
    '\u200b',
    '\ud83d',
    '反馈',
    '完成',
    '99999999999999999999项',
  ];
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), { maxLength: 80 })
      .map((all) => all.join('')),
  );

  it('is read without an error, line for line, and the same each time', () => {
    fc.assert(
      fc.property(text, (source) => {
        const reading = readReport(source);
        const count = source.split(/\r\n|\n|\r/).length - (/(?:^|[\r\n])$/.test(source) ? 1 : 0);
        expect(reading.lineKinds).toHaveLength(count);
        expect(reading.warnings.every(({ line }) => line >= 1 && line <= Math.max(1, count))).toBe(true);
        expect(JSON.stringify(readReport(source))).toBe(JSON.stringify(reading));
      }),
      { numRuns: 1000 },
    );
  });
});
