import { readReport } from './reader.js';

const codesOf = (text: string): string[] => readReport(text).warnings.map(({ code, line }) => `${code}@${line}`);

describe('a report in full-width digits with sections, flat numbers and 关于…问题 headings', () => {
  const reading = readReport(
    [
      '中共云溪县水利局党组关于十四届县委第五轮巡察整改落实情况的通报',
      '',
      '根据县委统一部署，２０２４年１０月８日至１２月１０日，县委第三巡察组对云溪县水利局党组开展了常规巡察，并于1月18日反馈了巡察意见，共反馈问题6个。现将整改落实情况予以公布。',
      '一、落实主体责任，加强组织领导',
      '1．提高政治站位。召开党组会专题研究。',
      '2．成立领导小组，下设办公室。',
      '二、巡察反馈问题整改落实情况',
      '截至2025年6月底，6个问题中，已完成整改4个，整改完成率66.7%；正在整改1个，申请延期1个。共出台制度11项。',
      '（一）关于落实上级部署方面',
      '1．关于河湖管护责任落实不到位问题',
      '整改进展情况：（1）压实河长责任，巡河1,240人次。（2）清理河道垃圾36.5吨。',
      '2．关于防汛物资底数不清问题',
      '整改进展情况：建立物资台账86条，',
      '补充编织袋2万条。',
      '（二）关于全面从严治党方面',
      '3、关于党费收缴不及时问题',
      '整改进展情况：追缴党费7.132万元，第3次谈话提醒5人次。',
      '4、关于会议记录不规范问题',
      '整改进展情况：①修订议事规则；②补记会议12次。',
      '5、关于公车使用审批不严问题',
      '整改进展情况：',
      '6、关于工程招投标监管不到位问题',
      '整改进展情况：抽查项目40个，发现问题10个，占比为30%。',
      '三、下一步工作打算',
      '持续抓好后续整改。',
      '联系电话：0000-0000000',
      '中共云溪县水利局党组',
      '2025年7月6日',
    ].join('\r\n'),
  );

  it('carries the lead over the turn of the year and takes the last day of an as-of month', () => {
    expect(reading).toMatchObject({
      organisation: '云溪县水利局党组',
      team: '县委第三巡察组',
      inspectedFrom: '2024-10-08',
      inspectedTo: '2024-12-10',
      deliveredOn: '2025-01-18',
      asOf: '2025-06-30',
    });
  });

  it('reads totals with states beside closed and long-term', () => {
    expect(reading.stated).toMatchObject({ findings: 6, issues: null, closed: 4, closedRate: 66.7, regulations: 11 });
    expect(reading.otherStates).toEqual([
      { state: '正在整改', count: 1, rate: null, line: 8 },
      { state: '申请延期', count: 1, rate: null, line: 8 },
    ]);
  });

  it('takes the numbered paragraphs of the organising section for no issues', () => {
    expect(reading.issues.map(({ number, area }) => [number, area])).toEqual([
      [1, '关于落实上级部署方面'],
      [2, '关于落实上级部署方面'],
      [3, '关于全面从严治党方面'],
      [4, '关于全面从严治党方面'],
      [5, '关于全面从严治党方面'],
      [6, '关于全面从严治党方面'],
    ]);
    expect(reading.lineKinds.slice(3, 7)).toEqual(['organisation', 'organisation', 'organisation', 'section']);
    expect(reading.lineKinds.slice(23)).toEqual(['closing', 'closing', 'closing', 'closing', 'closing']);
  });

  it('parts measures by (1)(2) and ①② and joins a reply that runs over lines', () => {
    expect(reading.issues[0]!.measures).toEqual(['压实河长责任，巡河1,240人次。', '清理河道垃圾36.5吨。']);
    expect(reading.issues[3]!.measures).toEqual(['修订议事规则；', '补记会议12次。']);
    expect(reading.issues[1]!.reply).toBe('建立物资台账86条，\n补充编织袋2万条。');
    expect(reading.issues[1]!.figures.at(-1)).toEqual({ text: '补充编织袋2万条', value: 2, unit: '万条', line: 14 });
  });

  it('reads thousands, decimals and sums, and leaves ordinals out', () => {
    expect(reading.issues[0]!.figures.map(({ value, unit }) => [value, unit])).toEqual([
      [1240, '人次'],
      [36.5, '吨'],
    ]);
    expect(reading.issues[2]!.figures.map(({ value, unit }) => [value, unit])).toEqual([
      [7.132, '万元'],
      [5, '人次'],
    ]);
  });

  it('warns of the empty reply and of the share that its counts contradict', () => {
    expect(reading.warnings.map(({ code, line }) => [code, line])).toEqual([
      ['heading-without-reply', 20],
      ['ratio-contradicted', 23],
    ]);
  });
});

describe('a report in three levels, with measures and results apart and numbers that begin anew', () => {
  const reading = readReport(
    [
      '青禾区文化馆党支部巡察整改情况公告',
      '2024.05.06至2024.07.05,区委第二巡察组对青禾区文化馆党支部进行巡察。2024-07-30反馈意见,指出两个方面3个问题。',
      '一、理论学习不深入',
      '（一）学习制度不健全',
      '1.学习计划落实不到位,全年仅学习4次。记录不全。',
      '【整改措施】一是制定计划。二是每月学习2次。',
      '【整改成效】累计学习18次,满意率98%。',
      '2.学习笔记不规范。',
      '【整改措施】统一印发笔记本60本。',
      '二、服务群众有差距',
      '（一）开放不足',
      '1.免费开放时间不足。',
      '【整改措施】延长开放时间,接待群众3200人次。',
      '三、尚未完成整改的问题',
      '1.投诉处理平台建设。预计明年建成。',
    ].join('\n'),
  );

  it('keeps area, heading and text apart', () => {
    expect(reading.issues.map(({ number, area, heading, text }) => [number, area, heading, text])).toEqual([
      [1, '理论学习不深入', '学习制度不健全', '学习计划落实不到位,全年仅学习4次。记录不全。'],
      [2, '理论学习不深入', '学习制度不健全', '学习笔记不规范。'],
      [1, '服务群众有差距', '开放不足', '免费开放时间不足。'],
    ]);
  });

  it('joins measures and results of one issue into its reply', () => {
    expect(reading.issues[0]!.reply).toBe('一是制定计划。二是每月学习2次。\n累计学习18次,满意率98%。');
  });

  it('says what it did not take over', () => {
    expect(reading.notUnderstood.map(({ line }) => line)).toEqual([14, 15]);
  });

  it('reads dotted and dashed dates and Chinese numerals', () => {
    expect(reading).toMatchObject({
      inspectedFrom: '2024-05-06',
      inspectedTo: '2024-07-05',
      deliveredOn: '2024-07-30',
    });
    expect(reading.stated).toMatchObject({ areas: 2, findings: 3 });
    expect(reading.asOf).toBeNull();
  });

  it('warns of nothing but the as-of date that the text does not give and the unfinished part', () => {
    expect(reading.warnings.map(({ code, line }) => `${code}@${line}`)).toEqual([
      'lead-fact-missing@1',
      'text-not-understood@14',
      'text-not-understood@15',
    ]);
  });
});

describe('a report in Markdown with four levels, particulars and totals in a section', () => {
  const reading = readReport(
    [
      '# 北桥街道党工委关于巡察整改进展情况的通报',
      '（截至2024年9月30日）',
      '2024年1月4日至2月6日，区委第一巡察组对北桥街道党工委进行了巡察。',
      '## 一、整改总体情况',
      '共计4项具体问题。已整改完成2项；长期整改1项；正在整改1项；申请延期1项。',
      '## 二、反馈问题逐项整改情况',
      '### （一）反馈问题：服务能力有短板。',
      '#### 1.窗口服务不优',
      '（1）排队时间长。群众等候超过一小时。',
      '**整改状态**：已销号。',
      '**整改情况**：一是增设窗口3个。二是推行预约。',
      '**整改成效**：平均等候10分钟以内。',
      '### （二）反馈问题：资产管理不严。',
      '#### 2.租金清收不力',
      '（2）租金拖欠。',
      '**整改情况**：清收租金8万元。',
    ].join('\n\n'),
  );

  it('keeps section, area, heading and issue apart', () => {
    expect(reading.issues.map(({ area, heading, text }) => [area, heading, text])).toEqual([
      ['服务能力有短板', '窗口服务不优', '排队时间长。群众等候超过一小时。'],
      ['资产管理不严', '租金清收不力', '租金拖欠。'],
    ]);
    expect(reading.notUnderstood).toEqual([]);
  });

  it('counts particulars to the reply, not to the finding', () => {
    expect(reading.issues[0]!.reply).toBe('整改状态：已销号。\n一是增设窗口3个。二是推行预约。\n平均等候10分钟以内。');
  });

  it('takes an extension for a mark on a state where the other states are complete', () => {
    expect(reading.asOf).toBe('2024-09-30');
    expect(reading.warnings.map(({ message }) => message)).toEqual([
      '导语中未找到:反馈日期',
      '总体数据称4项具体问题,正文列出2项具体问题',
    ]);
  });
});

describe('a report that marks no replies', () => {
  it('takes the paragraphs under 关于…问题的整改情况 for the reply', () => {
    const reading = readReport(
      [
        '## 关于市委巡察反馈意见整改情况的通报',
        '### 关于理论学习走过场问题的整改情况',
        '制定年度学习计划。',
        '开展研讨8次。',
        '### 关于选人用人程序不规范问题的整改情况',
        '补办手续5人。',
        '下一步,我们将继续抓好整改。',
      ].join('\n'),
    );
    expect(reading.issues.map(({ number, heading, reply, replyLine }) => [number, heading, reply, replyLine])).toEqual([
      [null, '关于理论学习走过场问题', '制定年度学习计划。\n开展研讨8次。', 3],
      [null, '关于选人用人程序不规范问题', '补办手续5人。', 6],
    ]);
    expect(reading.lineKinds.at(-1)).toBe('closing');
  });

  it('takes what follows the first sentence of the numbered line for the reply', () => {
    const reading = readReport(
      '一、关于学习不深入的问题。一是组织学习12次。二是建立制度。\n二、关于调研不实的问题。调研30次。',
    );
    expect(reading.issues.map(({ heading, measures }) => [heading, measures])).toEqual([
      ['关于学习不深入的问题', ['组织学习12次。', '建立制度。']],
      ['关于调研不实的问题', ['调研30次。']],
    ]);
  });

  it('takes a reply that is marked within the heading line', () => {
    const reading = readReport('1.学习不深入。笔记缺失。整改情况:补学3次。\n2.关于调研不实问题的整改情况:调研30次。');
    expect(reading.issues.map(({ heading, text, reply }) => [heading, text, reply])).toEqual([
      ['学习不深入', '笔记缺失。', '补学3次。'],
      ['关于调研不实问题', '关于调研不实问题', '调研30次。'],
    ]);
  });
});

describe('dirt in numbers and shares', () => {
  const body = (...issues: string[]): string =>
    issues.map((issue) => `${issue}执行不到位。\n整改情况:已整改。`).join('\n');

  it('warns of a number used twice', () => {
    expect(codesOf(body('(1)', '(2)', '(2)', '(3)'))).toContain('number-repeated@5');
  });

  it('names a gap of several numbers once', () => {
    const messages = readReport(body('(1)', '(5)')).warnings.filter(({ code }) => code === 'number-missing');
    expect(messages).toEqual([
      expect.objectContaining({ line: 3, message: '缺少问题序号(2)至(4):第1行是(1),第3行是(5)' }),
    ]);
  });

  it('warns of stated rates and states that do not fit the stated counts', () => {
    const totals = '共计20项具体问题。截至2024年5月31日,已整改完成15项,完成率80%;长期整改2项,占10%;未完成1项。';
    const messages = readReport(`${totals}\n${body('(1)')}`).warnings.map(({ message }) => message);
    expect(messages).toContain('比例与其数字不符:完成15项占20项为75.0%,文中却称80%');
    expect(messages).toContain('各状态之和与问题总数不符:完成15、长期整改2、未完成1,问题总数20');
    expect(messages.filter((message) => message.includes('长期整改2项占'))).toEqual([]);
  });

  it.each([
    ['检查企业30家,合格27家,占90%。', false],
    ['检查企业30家,合格27家,占比80%。', true],
    ['检查企业30家,合格14家,占比超过一半。', false],
    ['检查企业30家,合格12家,占比不足40%。', true],
    ['检查企业30家,合格12家,占比40%以上。', false],
    ['处罚2家,占比较上年下降66.7%。', false],
  ])('holds the share in %j against its counts: contradicted %s', (reply, contradicted) => {
    const found = codesOf(`(1)监管不到位。\n整改情况:${reply}`).includes('ratio-contradicted@2');
    expect(found).toBe(contradicted);
  });

  it.each([
    ['2024年以来开展3次。', true],
    ['2023年开展3次,12月又开展1次。', true],
    ['印发《2024年工作要点》。', false],
    ['力争2024年6月底前建成。', false],
    ['2023年11月30日完成。', false],
  ])('holds the time told in %j against the as-of date: later %s', (reply, later) => {
    const codes = codesOf(`截至2023年11月30日,已完成整改1项。\n(1)监管不到位。\n整改情况:${reply}`);
    expect(codes.includes('fact-after-as-of@3')).toBe(later);
  });
});
