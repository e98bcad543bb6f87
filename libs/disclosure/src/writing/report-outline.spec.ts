import type { OfficialReport, ReportIssue } from './report-content.js';
import { outlineOf } from './report-outline.js';
import { anIssue, SAMPLE } from './report-sample.fixture.js';

const linesOf = (report: OfficialReport): string[] =>
  outlineOf(report).map(({ label, text }) => (label === undefined ? text : `${label}：${text}`));

const textOf = (report: OfficialReport): string => linesOf(report).join('\n');

const withIssue = (issue: Partial<ReportIssue>): OfficialReport => ({
  ...SAMPLE,
  areas: [{ ordinal: 1, title: '管理', headings: [{ ordinal: 1, title: '档案', issues: [anIssue(issue)] }] }],
});

const toldOf = (issue: Partial<ReportIssue>): string | undefined =>
  linesOf(withIssue(issue)).find((line) => line.startsWith('整改情况：'));

describe('an official report', () => {
  it('opens with who inspected whom, when, and on what ground it is published', () => {
    expect(linesOf(SAMPLE).slice(0, 3)).toEqual([
      '中共青港新区工作委员会关于市委第五轮巡察整改进展情况的通报',
      '（截至2023年11月30日）',
      '根据市委巡察工作安排，2023年3月6日至5月19日，市委第二巡察组对中共青港新区工作委员会进行了巡察。' +
        '2023年7月4日，市委第二巡察组向中共青港新区工作委员会反馈了巡察意见。' +
        '按照党务公开有关规定，现将巡察整改进展情况予以公布。',
    ]);
  });

  it('keeps the order of the official outline', () => {
    const headings = outlineOf(SAMPLE).filter(({ kind }) => ['section', 'area', 'heading'].includes(kind));
    expect(headings.map(({ text }) => text)).toEqual([
      '一、整改工作组织情况',
      '二、整改总体情况',
      '三、反馈问题逐项整改情况',
      '（一）反馈问题：理论学习和议事决策不够规范。',
      '1.学习抓得不实',
      '2.议事规则执行不严',
      '（二）反馈问题：民生和资产管理有短板。',
      '3.历史遗留问题化解慢',
      '四、尚未完成和长期整改事项',
      '五、下一步工作',
      '六、监督联系方式',
    ]);
  });

  it('gives the totals with their rates, zeros and counting rule', () => {
    const lines = linesOf(SAMPLE);
    const start = lines.indexOf('二、整改总体情况');
    expect(lines.slice(start + 1, start + 4)).toEqual([
      '针对巡察组反馈的3个问题，细化为2个方面、3大项、5项整改任务，共计4项具体问题。' +
        '截至2023年11月30日，已整改完成2项，完成率50.0%；长期整改1项，占25.0%；正在整改1项，占25.0%；申请延期1项，占25.0%。' +
        '制定或修订规范性文件2项。',
      '追责问责及资金：党纪政务处分0人，组织处理0人，诫勉1人，移交问题线索0件，批评教育6人次，书面检查2人次；追缴（挽回）资金7.132万元。',
      '统计口径：完成率为已销号具体问题数除以具体问题总数，长期整改和申请延期不计入分子。',
    ]);
  });

  it('rounds the rates of 40 and 2 in 42 to 95.2% and 4.8%', () => {
    const totals = {
      ...SAMPLE.totals,
      findings: 12,
      areas: 4,
      headings: 12,
      tasks: 39,
      issues: 42,
      closed: { count: 40, rate: (40 / 42) * 100 },
      longTerm: { count: 2, rate: (2 / 42) * 100 },
      others: [],
      regulations: 7,
    };
    expect(linesOf({ ...SAMPLE, totals })).toContain(
      '针对巡察组反馈的12个问题，细化为4个方面、12大项、39项整改任务，共计42项具体问题。' +
        '截至2023年11月30日，已整改完成40项，完成率95.2%；长期整改2项，占4.8%。制定或修订规范性文件7项。',
    );
  });

  it('tells an issue in one paragraph, its figures and regulations once', () => {
    const lines = linesOf(SAMPLE);
    const start = lines.indexOf('1.学习抓得不实');
    expect(lines.slice(start + 1, start + 4)).toEqual([
      '（1）学习计划落实不严。全年学习安排临时变动较多，学习笔记有补记现象。',
      '整改情况：一是重新排定学习计划，逐月对账。二是建立学习笔记抽查制度。三是邀请党校教师授课。' +
        '已组织集中学习9次，抽查笔记46本。' +
        '制定《学习笔记抽查办法》（青港发〔2023〕12号，2023年9月20日），修订《理论学习中心组学习规则》。' +
        '2023年9月28日销号。',
      '2.议事规则执行不严',
    ]);
  });

  it('tells figures and regulations that the words leave out, and bears at most one label an issue', () => {
    const told = {
      progress: '已修订《理论学习规则》。',
      figures: [{ name: '学习', value: 9, unit: '次', on: '2023-11-20' }],
    };
    const regulations = [
      { kind: 'revised', title: '理论学习规则' },
      { kind: 'made', title: '《抽查办法》', documentNumber: '某发〔2023〕1号' },
    ] as const;
    expect(toldOf({ ...told, regulations })).toBe(
      '整改情况：已修订《理论学习规则》。学习9次（截至2023年11月20日）。制定《抽查办法》（某发〔2023〕1号）。',
    );
    const issues = outlineOf(SAMPLE).slice(
      outlineOf(SAMPLE).findIndex(({ kind }) => kind === 'area'),
      outlineOf(SAMPLE).findIndex(({ text }) => text === '四、尚未完成和长期整改事项'),
    );
    expect(issues.flatMap(({ label }) => label ?? [])).toEqual(Array(4).fill('整改情况'));
  });

  it('lists every issue that is not closed with reason, next steps, date and responsible', () => {
    const lines = linesOf(SAMPLE);
    const start = lines.indexOf('四、尚未完成和长期整改事项');
    expect(lines.slice(start + 1, start + 5)).toEqual([
      '（3）老旧管网改造滞后（长期整改）',
      '原因：工程量大，资金分年度安排。下一步措施：2024年完成一期工程。复核日期：2024年6月30日。责任单位和责任人：建设管理部、周启明。',
      '（4）闲置厂房租金清收不力（整改中，销号已提请审议，申请延期）',
      '完成时限：2023年12月31日。',
    ]);
  });

  it('ends with contact, signature, day and notes, and with no word of the machine', () => {
    expect(linesOf(SAMPLE).slice(-6)).toEqual([
      '联系电话：0000-1234567',
      '电子邮箱：jiandu@example.org',
      '受理期限：2024年1月12日至2月11日',
      '中共青港新区工作委员会',
      '2024年1月12日',
      '注：本通报所列金额均不含利息。',
    ]);
    expect(textOf(SAMPLE)).not.toMatch(/位置|模板|SHA|知悉|系统|未登记|【结转】/);
  });

  it('bears its number under the title, and leaves its day open for a pen when none is given', () => {
    const lines = linesOf({ ...SAMPLE, documentNumber: '青港发〔2024〕3号', issuer: '整改办', issuedOn: undefined });
    expect(lines.slice(0, 3)).toEqual([SAMPLE.title, '青港发〔2024〕3号', '（截至2023年11月30日）']);
    expect(lines.slice(-3, -1)).toEqual(['整改办', expect.stringMatching(/^\s*年\s*月\s*日$/)]);
  });
});

describe('the end of an issue', () => {
  const decidedAt = '领导小组“第五次会议”第3项';

  it('names the meeting that decided it', () => {
    expect(toldOf({ status: 'closed', closedOn: '2023-11-28', decidedAt })).toBe(
      `整改情况：2023年11月28日，经${decidedAt}审议通过，予以销号。`,
    );
    expect(toldOf({ status: 'long-term', decidedAt, remainder: { reviewOn: '2024-06-30' } })).toBe(
      `整改情况：经${decidedAt}审议通过，列入长期整改，复核日期为2024年6月30日。`,
    );
  });

  it('is marked when it was entered on a later day than it is of', () => {
    expect(toldOf({ status: 'closed', closedOn: '2023-11-05', enteredOn: '2026-11-29' })).toBe(
      '整改情况：2023年11月5日销号（2026年11月29日登记）。',
    );
  });

  it('is told of a reopened issue as what was, with why it was reopened', () => {
    const reopened = { on: '2024-01-10', closedOn: '2023-10-15', source: 'relapse' } as const;
    const report = withIssue({ status: 'rectifying', closedOn: '2023-10-15', decidedAt, reopened });
    expect(linesOf(report)).toContain('整改情况：该问题曾于2023年10月15日销号，2024年1月10日因问题反弹重新整改。');
    expect(textOf(report)).toContain('（重新整改）');
    expect(textOf(report)).not.toContain('审议通过');
  });

  it('is none of an issue that a delivered report tells of without saying so', () => {
    const report = withIssue({ status: 'delivered', progress: '已学习。', toldBy: { file: '通报.txt' } });
    expect(linesOf(report)).toContain('原通报未逐项载明是否完成：（1），共1项。');
    const assigned = withIssue({ status: 'assigned', progress: '已学习。', toldBy: { file: '通报.txt' } });
    expect(textOf(assigned)).not.toContain('原通报未逐项载明是否完成');
  });

  it('calls an issue claimed only once it is', () => {
    expect(textOf(withIssue({ status: 'assigned' }))).toContain('（待认领）');
    expect(textOf(withIssue({ status: 'delivered' }))).toContain('（已反馈，尚未明确责任）');
    for (const status of ['assigned', 'delivered'] as const)
      expect(textOf(withIssue({ status }))).not.toMatch(/[：（]已认领/);
    const claimed = (status: 'assigned' | 'rectifying', byUnit: boolean, byLeader: boolean) =>
      textOf(withIssue({ status, claimed: { byUnit, byLeader } }));
    expect(claimed('assigned', false, false)).toContain('（待认领）');
    expect(claimed('assigned', false, true)).toContain('（责任领导已认领，待牵头单位认领）');
    expect(claimed('rectifying', true, false)).toContain('（整改中，待责任领导认领）');
    expect(claimed('rectifying', true, true)).toContain('（整改中，已认领）');
    expect(claimed('rectifying', false, true)).toContain('（整改中）');
  });
});

describe('an issue that is not closed', () => {
  it.each([
    'delivered',
    'assigned',
    'rectifying',
    'closure-requested',
    'under-review',
    'submitted',
    'long-term',
  ] as const)('is never said to be closed when %s, whatever date it carries', (status) => {
    const line = toldOf({ status, closedOn: '2023-10-15' });
    expect(line).toBeDefined();
    expect(line).not.toMatch(/已销号|已完成|2023年10月15日/);
    const named = textOf(withIssue({ status, text: '档案缺页。历年都有。' }));
    expect(named).toContain('（1）档案缺页（');
  });
});

describe('a report with nothing in it', () => {
  const empty: OfficialReport = {
    ...SAMPLE,
    basis: undefined,
    issuedOn: undefined,
    inspectedFrom: undefined,
    deliveredOn: undefined,
    disclosure: undefined,
    workOrganised: [],
    totals: {
      ...SAMPLE.totals,
      findings: null,
      areas: null,
      headings: null,
      tasks: null,
      issues: 0,
      closed: { count: 0, rate: null },
      longTerm: { count: 0, rate: null },
      others: [],
      regulations: 0,
      moneyRecovered: 0,
    },
    areas: [],
    nextSteps: [],
    contact: {},
    footnotes: [],
  };

  it('says what is none, and nothing of what nobody entered', () => {
    expect(linesOf(empty).slice(2)).toEqual([
      '市委第二巡察组对中共青港新区工作委员会进行了巡察。' +
        '市委第二巡察组向中共青港新区工作委员会反馈了巡察意见。现将巡察整改进展情况予以公布。',
      '一、整改总体情况',
      '针对巡察组反馈的问题，共计0项具体问题。截至2023年11月30日，已整改完成0项；长期整改0项。制定或修订规范性文件0项。',
      '追责问责及资金：党纪政务处分0人，组织处理0人，诫勉1人，移交问题线索0件，批评教育6人次，书面检查2人次；追缴（挽回）资金0元。',
      '统计口径：完成率为已销号具体问题数除以具体问题总数，长期整改和申请延期不计入分子。',
      '二、反馈问题逐项整改情况',
      '无。',
      '三、尚未完成和长期整改事项',
      '无。',
      '中共青港新区工作委员会',
      expect.stringMatching(/年\s*月\s*日$/),
    ]);
  });

  it('ends a finding as a sentence, and leaves a name without a full stop', () => {
    const area = (title: string) => linesOf({ ...SAMPLE, areas: [{ ordinal: 1, title, headings: [] }] });
    expect(area('学习不到位,作用没有充分发挥')).toContain('（一）反馈问题：学习不到位,作用没有充分发挥。');
    expect(area('政治建设')).toContain('（一）反馈问题：政治建设');
  });

  it('says so of an issue without text and without any measure', () => {
    const lines = linesOf(withIssue({ number: '(11)', text: ' ' }));
    expect(lines).toContain('（11）（问题原文缺失）');
    expect(lines).toContain('整改情况：尚无整改记录。');
  });
});

describe('a text with line breaks and unprintable characters', () => {
  it('becomes further paragraphs in the body and one line in a heading', () => {
    const report = withIssue({ text: '一行\r\n\r\n  二行\u2028三行\t尾' });
    const blocks = outlineOf({ ...report, title: '甲\n乙关于' });
    const start = blocks.findIndex(({ kind }) => kind === 'item');
    expect(blocks.slice(start, start + 3)).toEqual([
      { kind: 'item', text: '（1）一行' },
      { kind: 'paragraph', text: '二行' },
      { kind: 'paragraph', text: '三行 尾' },
    ]);
    expect(blocks[0]!.text).toMatch(/^甲 乙关于/);
  });

  it('shows a replacement character where a control or direction mark stood', () => {
    expect(textOf(withIssue({ text: '甲\u0000乙\u202E丙\uD800丁' }))).toContain('甲\uFFFD乙\uFFFD丙\uFFFD丁');
  });
});
