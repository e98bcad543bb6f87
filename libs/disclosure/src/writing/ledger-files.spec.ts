import { aboutPdf, linesOfPdf } from '../../../../test/support/pdf-text.js';
import type { LedgerWorkbook, WrittenIssue } from './ledger-content.js';
import { printLedger } from './ledger-files.js';
import { writeLedgerWorkbook } from './ledger-workbook.js';

const issue = (number: number, more: Partial<WrittenIssue> = {}): WrittenIssue => ({
  number,
  area: '履行职责方面',
  heading: '服务群众不够到位',
  text: `窗口排队时间偏长之${number}`,
  taskNumbers: [],
  measures: ['公开流程', '增设窗口'],
  supportingUnits: [],
  status: 'rectifying',
  evidenceList: ['等候统计-2024-05-20.xlsx'],
  regulations: [],
  ...more,
});

const ledger: LedgerWorkbook = {
  title: '河湾镇党委落实县委第二轮巡察反馈意见整改台账',
  round: '县委第二轮巡察',
  organisation: '河湾镇党委',
  asOf: '2024-05-31',
  countingRule: '完成率=已销号的具体问题÷全部具体问题',
  issues: Array.from({ length: 60 }, (_, at) => issue(at + 1)),
  tasks: [],
  regulations: [{ title: '窗口服务规范', kind: 'made', issueNumbers: [1] }],
};

describe('a ledger that is printed', () => {
  it('is A4 across, dated as of the ledger, and begins with its title and what it is of', async () => {
    const pdf = await printLedger(ledger, 'pdf');
    const { size, info } = await aboutPdf(pdf);
    expect(size.map((points) => Math.round((points! / 72) * 25.4))).toEqual([297, 210]);
    expect(info).toMatchObject({ Title: ledger.title, Author: '河湾镇党委', CreationDate: 'D:20240531000000Z' });
    const [title, facts] = await linesOfPdf(pdf);
    expect([title!.text, facts!.text]).toEqual([
      ledger.title,
      '截至2024年5月31日；被巡察单位：河湾镇党委；巡察轮次：县委第二轮巡察',
    ]);
  });

  it('repeats its header on each page, and holds every issue and regulation', async () => {
    const pdf = await printLedger(ledger, 'pdf');
    const lines = await linesOfPdf(pdf);
    const { pages } = await aboutPdf(pdf);
    expect(pages).toBeGreaterThan(2);
    const headed = lines.filter(({ text }) => text.includes('具体问题') && text.includes('整改措施'));
    expect(headed.map(({ page }) => page)).toEqual(Array.from({ length: pages - 1 }, (_, at) => at + 1));
    const all = lines.map(({ text }) => text).join('');
    for (const each of ledger.issues) expect(all).toMatch(new RegExp(`(?<!\\d)${each.number}(?!\\d)`));
    expect(all).toContain('窗口服务规范');
    expect(all).toContain('合计：1个方面、1个大项、60个具体问题');
  });

  it('keeps whatever users wrote as text', async () => {
    const issues = [issue(1, { text: '#v(9cm)', progress: '$x$ *b*' })];
    const all = (await linesOfPdf(await printLedger({ ...ledger, issues }, 'pdf'))).map(({ text }) => text).join('');
    expect(all).toContain('#v(9cm)');
    expect(all).toContain('$x$ *b*');
  });

  it('lets an issue that is taller than a page run on over the next ones', async () => {
    const issues = [issue(1, { progress: '按期办结销号。'.repeat(600) }), issue(2)];
    const lines = await linesOfPdf(await printLedger({ ...ledger, issues }, 'pdf'));
    const told = lines.map(({ text }) => text.split('按').length - 1).reduce((sum, each) => sum + each, 0);
    expect(told).toBe(600);
  });

  it('is the same bytes from any thread, and as a workbook those that are written here', async () => {
    const [first, second] = await Promise.all([printLedger(ledger, 'pdf'), printLedger(ledger, 'pdf')]);
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Buffer.compare(await printLedger(ledger, 'xlsx'), await writeLedgerWorkbook(ledger))).toBe(0);
  });
});
