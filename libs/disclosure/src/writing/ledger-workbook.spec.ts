import ExcelJS from 'exceljs';
import * as fc from 'fast-check';
import { unzipSync } from 'fflate';
import { readLedger } from '../reading/ledger/reader.js';
import { classWord, statusWord } from '../reading/ledger/words.js';
import type { LedgerWorkbook, WrittenIssue } from './ledger-content.js';
import { writeLedgerWorkbook } from './ledger-workbook.js';

const issue = (number: number, more: Partial<WrittenIssue> = {}): WrittenIssue => ({
  number,
  area: '履行职责方面',
  heading: '服务群众不够到位',
  text: `窗口排队时间偏长之${number}`,
  class: 'phased',
  criterion: '平均等候不超过十分钟',
  taskNumbers: [1],
  measures: ['公开流程', '增设窗口'],
  leader: '周敏',
  leadUnit: '政务服务中心',
  supportingUnits: ['人事科', '财务科'],
  handler: '林晓',
  startedOn: '2024-02-01',
  firstDueOn: '2024-04-30',
  dueOn: '2024-06-30',
  progress: '一是已增设窗口3个；二是平均等候由25分钟降至9分钟。',
  status: 'rectifying',
  evidenceList: ['等候统计.xlsx', '窗口照片.jpg'],
  regulations: [],
  ...more,
});

const service = {
  title: '窗口服务规范',
  kind: 'revised',
  documentNumber: '河政服〔2024〕3号',
  date: '2024-04-02',
} as const;

const ledger: LedgerWorkbook = {
  title: '河湾镇党委县委第二轮巡察整改台账',
  round: '县委第二轮巡察；2024年',
  organisation: '河湾镇党委',
  team: '县委第二巡察组',
  deliveredOn: '2024-01-15',
  asOf: '2024-05-31',
  countingRule: '完成率=已销号的具体问题÷全部具体问题',
  issues: [
    issue(1, { status: 'closed', closedOn: '2024-05-20', closedHow: 'decided-here', regulations: [service] }),
    issue(2, { status: 'closed', closedOn: '2024-05-21', closedHow: 'carried-over', remark: '据台账第5行' }),
    issue(3, {
      heading: '政策宣传不够',
      taskNumbers: [1, 2],
      status: 'closed',
      closedOn: '2024-05-22',
      closedHow: 'decided-here',
      closedAtMeeting: '领导小组“第五次会议”第3项（应到9人，赞成5票、反对1票、弃权0票）',
    }),
    issue(4, {
      area: '作风方面',
      status: 'long-term',
      class: 'continuous',
      taskNumbers: [2],
      longTerm: { reason: '需持续运行一年', reviewOn: '2024-12-31' },
    }),
  ],
  tasks: [
    {
      number: 1,
      title: '优化窗口',
      issueNumbers: [1, 2, 3],
      measures: ['公开流程'],
      owner: '林晓',
      leadUnit: '政务服务中心',
      dueOn: '2024-06-30',
      status: 'rectifying',
    },
    {
      number: 2,
      title: '改进作风',
      issueNumbers: [3, 4],
      measures: ['合并例会', '压缩时长'],
      owner: '高原',
      leadUnit: '人事科',
      dueOn: '2024-07-31',
    },
  ],
  regulations: [
    { ...service, issueNumbers: [1] },
    { title: '叫号办法', kind: 'made', issueNumbers: [] },
  ],
};

const open = async (bytes: Uint8Array) => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
  return workbook;
};

/** The time and date words of the zip's directory; 00002100 is 1980-01-01 00:00, the first that a zip can hold. */
const entryTimes = (zip: Buffer) => {
  const mark = Buffer.from('504b0102', 'hex');
  const times = new Set<string>();
  for (let at = zip.indexOf(mark); at >= 0; at = zip.indexOf(mark, at + 4))
    times.add(zip.toString('hex', at + 12, at + 16));
  return times;
};

describe('a written ledger workbook', () => {
  it('reads back as the same issues, without a warning', async () => {
    const reading = await readLedger(await writeLedgerWorkbook(ledger));
    expect(reading.warnings).toEqual([]);
    expect(reading.unread).toEqual([]);
    const words = { 'decided-here': '本系统决定', 'carried-over': '结转' };
    reading.issues.forEach((read, at) => {
      const { status, closedHow, closedAtMeeting, ...written } = ledger.issues[at]!;
      expect(read).toMatchObject({ ...written, status: { text: statusWord(status), understood: status } });
      expect(read.closedHow).toBe(closedAtMeeting ? `会议决定：${closedAtMeeting}` : closedHow && words[closedHow]);
    });
    expect(reading.issues).toHaveLength(4);
  });

  it('reads back as the same tasks, regulations, counts and dates of the round', async () => {
    const reading = await readLedger(await writeLedgerWorkbook(ledger));
    reading.tasks.forEach((task, at) => {
      const { status, ...written } = ledger.tasks[at]!;
      expect(task).toMatchObject(written);
      expect(task.status?.understood).toBe(status);
      if (status === 'closed') expect(task.status?.text).toBe('已完成');
    });
    expect(reading.tasks).toHaveLength(2);
    expect(reading.regulations).toMatchObject(ledger.regulations);
    expect(reading.stated).toEqual({
      areas: 2,
      headings: 3,
      issues: 4,
      tasks: 2,
      closed: 3,
      longTerm: 1,
      regulations: 2,
    });
    const { round: title, organisation, team, deliveredOn, asOf, countingRule } = ledger;
    expect(reading).toMatchObject({ title, organisation, team, deliveredOn, asOf, countingRule });
  });

  it('keeps every word of the columns that are read as they are written', async () => {
    const more = {
      extensions: '2024-04-30延至2024-06-30（已批准）：设备到货晚',
      accountability: '诫勉1人\n批评教育6人次',
      recovered: '7.132万元',
      review: '牵头单位林晓2024-05-18：同意',
      recheck: '2024-05-30重新整改：抽查不实',
    };
    const { issues } = await readLedger(await writeLedgerWorkbook({ ...ledger, issues: [issue(1, more)] }));
    expect(issues[0]!.other).toEqual({
      延期情况: more.extensions,
      追责问责: more.accountability,
      '追缴（挽回）资金': more.recovered,
      审核意见: more.review,
      回头看情况: more.recheck,
    });
  });

  it('prints on A4 across in Chinese typefaces, the header on every page', async () => {
    const bytes = await writeLedgerWorkbook(ledger);
    const workbook = await open(bytes);
    for (const sheet of workbook.worksheets) {
      expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', paperSize: 9, fitToPage: true, fitToWidth: 1 });
      sheet.eachRow((row) => row.eachCell((cell) => expect(cell.font.name).toMatch(/宋|黑体/)));
    }
    expect(workbook.worksheets[0]!.pageSetup.printTitlesRow).toBe('4:4');
    expect(new TextDecoder().decode(unzipSync(bytes)['xl/styles.xml'])).not.toContain('Calibri');
  });

  it('gives each row the room that its longest cell needs', async () => {
    const texts = ['短', '整改落实到位。'.repeat(30), '整改落实到位。'.repeat(60)];
    const issues = texts.map((progress, at) => issue(at + 1, { heading: `大项${at}`, progress, measures: [] }));
    const sheet = (await open(await writeLedgerWorkbook({ ...ledger, issues }))).getWorksheet('整改台账')!;
    const column = sheet.getRow(4).values as string[];
    const width = sheet.getColumn(column.indexOf('整改进展')).width!;
    const heights = [5, 6, 7].map((row) => sheet.getRow(row).height);
    const characters = (width * 8) / (10 * (96 / 72));
    texts.forEach((text, at) => expect(heights[at]! / 14.5).toBeGreaterThan(Math.floor(text.length / characters)));
    expect(heights[2]!).toBeGreaterThan(heights[1]! * 1.5);
    expect(Math.max(...heights)).toBeLessThanOrEqual(409);
  });

  it('lets a cell that is merged from short rows show its whole text', async () => {
    const heading = '理论学习不够深入，'.repeat(12);
    const brief = { heading, text: '短', progress: '', measures: [], criterion: '', evidenceList: [] };
    const issues = [issue(1, brief), issue(2, brief)];
    const sheet = (await open(await writeLedgerWorkbook({ ...ledger, issues }))).getWorksheet('整改台账')!;
    const room = sheet.getRow(5).height + sheet.getRow(6).height;
    expect(room / 14.5).toBeGreaterThan(heading.length / 5);
  });

  it('merges the cells of one area and of one heading', async () => {
    const sheet = (await open(await writeLedgerWorkbook(ledger))).getWorksheet('整改台账')!;
    expect(sheet.getCell('B7').master.address).toBe('B5');
    expect(sheet.getCell('C6').master.address).toBe('C5');
    expect(sheet.getCell('C7').isMerged).toBe(false);
    expect(sheet.getCell('B8').isMerged).toBe(false);
  });

  it('is the same bytes each time, and nothing in it is younger than the as-of date', async () => {
    const [first, second] = [await writeLedgerWorkbook(ledger), await writeLedgerWorkbook(structuredClone(ledger))];
    expect(Buffer.compare(first, second)).toBe(0);
    const core = new TextDecoder().decode(unzipSync(first)['docProps/core.xml']);
    expect([...core.matchAll(/W3CDTF">([^<]*)/g)].map((match) => match[1])).toEqual([
      '2024-05-31T00:00:00Z',
      '2024-05-31T00:00:00Z',
    ]);
    expect(entryTimes(Buffer.from(first))).toEqual(new Set(['00002100']));
  });

  it('differs when one closing date differs', async () => {
    const issues = ledger.issues.map((each) => (each.number === 2 ? { ...each, closedOn: '2024-05-22' } : each));
    expect(
      Buffer.compare(await writeLedgerWorkbook({ ...ledger, issues }), await writeLedgerWorkbook(ledger)),
    ).not.toBe(0);
  });

  it('writes a text that looks like a formula as text', async () => {
    const sheet = (await open(await writeLedgerWorkbook({ ...ledger, issues: [issue(1, { text: '=1+1' })] })))
      .worksheets[0]!;
    expect(sheet.getCell('D5').type).toBe(ExcelJS.ValueType.String);
  });

  it('says so where a text exceeds what a cell can hold', async () => {
    const bytes = await writeLedgerWorkbook({ ...ledger, issues: [issue(1, { progress: '甲'.repeat(40_000) })] });
    const progress = (await readLedger(bytes)).issues[0]!.progress!;
    expect(progress).toHaveLength(32_767);
    expect(progress).toMatch(/超出单元格上限/);
  });

  it('tears no character where it cuts', async () => {
    for (const before of ['', '甲']) {
      const bytes = await writeLedgerWorkbook({
        ...ledger,
        issues: [issue(1, { progress: before + '👨‍👩‍👧'.repeat(5_000) })],
      });
      const [whole] = (await readLedger(bytes)).issues[0]!.progress!.split('…');
      expect(whole!.replaceAll('👨‍👩‍👧', '')).toBe(before);
    }
  });

  it('prints words of the field for every status and class', () => {
    expect([statusWord('closed'), statusWord('long-term'), classWord('immediate')]).toEqual([
      '已销号',
      '长期整改',
      '立行立改',
    ]);
  });
});

describe('any ledger', () => {
  const hanzi = fc
    .array(fc.constantFrom(...'河湾镇窗口服务流程公开时限人员材料'), { minLength: 2, maxLength: 12 })
    .map((list) => list.join(''));
  const row = fc.record({
    area: fc.constantFrom('履职方面', '作风方面'),
    heading: fc.constantFrom('服务不够', '宣传不够', '作风漂浮'),
    text: hanzi,
    measures: fc.array(hanzi, { minLength: 1, maxLength: 23 }),
    taskNumbers: fc
      .uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 })
      .map((list) => list.sort((a, b) => a - b)),
    status: fc.constantFrom('assigned', 'rectifying', 'returned', 'closure-requested', 'submitted', 'basically-done'),
  });

  it('comes back from its workbook as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const issues = rows.map((each, at) => issue(at + 1, each as Partial<WrittenIssue>));
        const numbers = [...new Set(issues.flatMap((each) => each.taskNumbers))].sort((a, b) => a - b);
        const tasks = numbers.map((number) => ({
          number,
          title: `任务${number}`,
          issueNumbers: issues.filter((each) => each.taskNumbers.includes(number)).map((each) => each.number),
          measures: [],
        }));
        const reading = await readLedger(await writeLedgerWorkbook({ ...ledger, issues, tasks, regulations: [] }));
        expect(reading.warnings).toEqual([]);
        reading.issues.forEach((read, at) =>
          expect(read).toMatchObject({ ...issues[at], status: { understood: issues[at]!.status } }),
        );
        expect(reading.tasks).toMatchObject(tasks);
      }),
      { numRuns: 40 },
    );
  });
});
