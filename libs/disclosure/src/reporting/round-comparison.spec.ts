import { ledger, register, regulations, rounds, tasks } from '#rectification';
import { type PastEvent, projected } from '../../../../test/support/projected-views.js';
import {
  approved,
  assigned,
  delivered,
  issueEvent,
  listed,
  opened,
  planned,
  reopened,
  requested,
  taskEvent,
} from '../../../../test/support/round-events.js';
import { linesOfDocx, linesOfHtml, linesOfMarkdown } from '../writing/report-text.fixture.js';
import { reportFormats, writeComparison } from './documents.js';
import { roundComparison } from './round-comparison.js';

const views = [rounds, register, ledger, tasks, regulations];
const on = (stream: string, event: PastEvent['event'], date: string, more: Partial<PastEvent> = {}): PastEvent => ({
  stream,
  event,
  at: `${date}T04:00:00.000Z`,
  ...more,
});

const past: PastEvent[] = [
  on('round-r1', opened, '2023-08-29'),
  on('round-r1', listed('a', '1'), '2023-08-29'),
  on('round-r1', listed('b', '2'), '2023-08-29'),
  on('issue-a', delivered('1'), '2023-08-29'),
  on('issue-b', delivered('2'), '2023-08-29'),
  on('task-t1', planned('1', ['a', 'b']), '2023-08-29'),
  on('issue-a', assigned(), '2023-09-01'),
  on('issue-a', requested(), '2023-10-20'),
  on('issue-a', approved, '2023-11-02'),
  on('issue-a', issueEvent('MoneyRecovered', { amount: 7_132_000 }), '2023-11-02'),
  on('task-t1', taskEvent('TaskCompleted', { statement: '完成' }), '2023-11-03'),
  on('issue-a', reopened, '2024-01-10'),
];

const comparison = async (from: string, to: string, more: readonly PastEvent[] = [], knownAt?: string) => {
  const { reader } = await projected(views, [...past, ...more]);
  return roundComparison(reader, { roundId: 'r1', from, to, knownAt });
};
const text = async (from: string, to: string, more?: readonly PastEvent[]): Promise<string[]> => {
  const { bytes } = await writeComparison(await comparison(from, to, more), { format: 'md' });
  return linesOfMarkdown(new TextDecoder().decode(bytes));
};

describe('the paper of two days', () => {
  it('sets the figures of both side by side, then each issue that changed with the events between', async () => {
    const lines = await text('2023-10-31', '2023-11-30');
    expect(lines.slice(0, 3)).toEqual([
      '河湾镇党委关于第二轮巡察整改情况的对比说明',
      '（2023年10月31日与2023年11月30日）',
      '一、总体数字',
    ]);
    expect(lines).toEqual(
      expect.arrayContaining([
        '已整改完成：由0项增至1项，增加1项；完成率由0.0%变为50.0%。',
        '正在整改：由2项减至1项，减少1项。',
        '已完成整改任务：由0项增至1项，增加1项。',
        '追缴（挽回）资金：由0元增至7.132万元，增加7.132万元。',
        '其间有变化的具体问题1项，其中整改状态改变的1项。',
        '整改状态：由“整改中，已申请销号”变为“已销号”。',
      ]),
    );
    expect(lines.find((line) => line.startsWith('没有变化：'))).toMatch(/^没有变化：具体问题2项，长期整改0项，/);
    expect(lines.at(-1)).toMatch(/^其间事项：2023年11月2日销号（[^；]+）、挽回资金（[^；]+）。$/);
  });

  it('tells that an issue was reopened, and what was entered later than the second day', async () => {
    const late = on('issue-b', issueEvent('MoneyRecovered', { amount: 100 }), '2024-01-09', {
      recorded: '2024-02-01T04:00:00.000Z',
    });
    const lines = await text('2023-11-30', '2024-01-31', [late]);
    expect(lines).toContain('整改状态：由“已销号”变为“重新整改”。');
    expect(lines).toContain('已整改完成：由1项减至0项，减少1项；完成率由50.0%变为0.0%。');
    expect(lines.at(-2)).toMatch(/^其间事项：2024年1月9日挽回资金（.+，补录）。$/);
    expect(lines.at(-1)).toBe('注：标明“补录”的事项，系在2024年1月31日之后登记。');
  });

  it('tells of an issue closed and reopened in between that it was', async () => {
    const lines = await text('2023-10-31', '2024-01-31');
    expect(lines).toContain('整改状态：由“整改中，已申请销号”变为“重新整改”。');
  });

  it('of one day says that nothing changed, and of a day before the round that there is nothing to compare', async () => {
    expect((await text('2023-11-30', '2023-11-30')).at(-1)).toBe('其间没有具体问题发生变化。');
    const lines = await text('2023-08-01', '2023-08-30');
    expect(lines).toContain('2023年8月1日尚未建立本轮次整改台账，没有可比数字。');
    expect(lines).toContain('整改状态：新列入台账，现为“已反馈，尚未明确责任”。');
  });

  it('is refused of days in the wrong order, of a second day before the delivery and of no round', async () => {
    await expect(comparison('2023-11-30', '2023-10-31')).rejects.toMatchObject({
      code: 'statistics.days-out-of-order',
    });
    await expect(comparison('2023-08-01', '2023-08-02')).rejects.toMatchObject({ code: 'report.before-delivery' });
    const { reader } = await projected(views, past);
    const asked = roundComparison(reader, { roundId: 'none', from: '2023-10-31', to: '2023-11-30' });
    await expect(asked).rejects.toMatchObject({ code: 'round.unknown' });
  });

  it('says the same in each format, with its source in the properties of the file alone', async () => {
    const made = await comparison('2023-10-31', '2023-11-30');
    const [html, docx, pdf, md, json] = await Promise.all(
      reportFormats.map(async (format) => (await writeComparison(made, { format })).bytes),
    );
    const told = linesOfMarkdown(new TextDecoder().decode(md));
    expect(linesOfHtml(new TextDecoder().decode(html))).toEqual(told);
    expect(linesOfDocx(docx!)).toEqual(told);
    expect(new TextDecoder().decode(pdf!.slice(0, 5))).toBe('%PDF-');
    expect(JSON.parse(new TextDecoder().decode(json))).toEqual(made);
    expect(told.join('')).not.toMatch(/数据位置|知悉时点/);
    expect(new TextDecoder().decode(html)).toContain(
      `<meta name="rectify-position" content="${made.source.position}">`,
    );
    const { name } = await writeComparison(made, { format: 'docx' });
    expect(name).toBe('整改情况对比-2023-10-31-2023-11-30.docx');
  });
});
