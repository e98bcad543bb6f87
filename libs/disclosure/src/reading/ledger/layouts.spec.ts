import { ledgerOf, readSheets } from './sheet.fixture.js';

const date = (day: string) => new Date(`${day}T00:00:00Z`);

describe('a ledger with two header rows, moved down and to the right', () => {
  const sheet = {
    name: '整改',
    offset: [2, 1] as const,
    rows: [
      ['河湾镇党委巡察整改台账'],
      ['填报单位：河湾镇党委   截至2024年5月31日   反馈时间：2024.1.15'],
      ['序号', '存在问题', '责任', null, null, '完成时限', null, '整改情况', '销号时间', '是否公开'],
      [null, null, '牵头领导', '责任部门', '经办人', '原始', '现行', null, null, null],
      [
        '１',
        '河道保洁不及时',
        '周敏(镇长)',
        '水务站',
        '何力',
        '2024.3.31',
        45443,
        '一是增配人员；二是每周巡查。',
        '5月20日',
        '是',
      ],
    ],
    merges: ['B3:K3', 'B4:K4', 'B5:B6', 'C5:C6', 'D5:F5', 'G5:H5', 'I5:I6', 'J5:J6', 'K5:K6'],
  };

  it('reads each column by the names of both rows', async () => {
    const { issues, sheets } = await readSheets([sheet]);
    expect(sheets[0]).toMatchObject({ name: '整改', kind: 'issues', headerRows: [5, 6], lastRow: 7 });
    expect(Object.keys(sheets[0]!.columns!)).toContain('text');
    expect(issues[0]).toMatchObject({
      number: 1,
      text: '河道保洁不及时',
      leader: '周敏',
      leadUnit: '水务站',
      handler: '何力',
      firstDueOn: '2024-03-31',
      dueOn: '2024-05-31',
      closedOn: '2024-05-20',
      other: { 是否公开: '是' },
    });
  });

  it('takes organisation, as-of and delivery date from the lines above', async () => {
    const reading = await readSheets([sheet]);
    expect(reading).toMatchObject({
      title: '河湾镇党委巡察整改台账',
      organisation: '河湾镇党委',
      asOf: '2024-05-31',
      deliveredOn: '2024-01-15',
    });
    expect(reading.people).toContainEqual({ name: '周敏', post: '镇长' });
  });

  it('says which column it does not know and whose year it completed', async () => {
    const { notes } = await readSheets([sheet]);
    expect(notes.map(({ code, row, column }) => [code, row, column])).toEqual([
      ['column-unknown', 5, 'K 是否公开'],
      ['year-from-context', 7, 'J 销号时间'],
    ]);
  });
});

describe('a ledger in several sheets', () => {
  const issues = ledgerOf({ 整改任务编号: '1、2' }, { 具体问题: '指南过期', 整改任务编号: 2 });
  const tasks = {
    name: '任务',
    rows: [
      ['任务编号', '整改任务', '对应问题序号', '责任人', '牵头单位', '完成时限', '完成情况'],
      [2, '更新办事指南', '1、2', '林晓', '政务服务中心', date('2024-06-30'), '整改中'],
      [3, '开展窗口轮训', '1', '高原', '人事科', date('2024-07-31'), '已完成'],
      [1, '增设自助终端', '1、9', '林晓', '政务服务中心', date('2024-06-30'), '整改中'],
    ],
  };
  const regulations = {
    name: '制度',
    rows: [
      ['序号', '制度名称', '制定/修订', '文号', '印发日期', '对应问题'],
      [1, '《窗口服务规范》', '修订', '河政服〔2024〕3号', date('2024-04-02'), '1'],
    ],
  };
  const people = {
    name: '人员',
    rows: [
      ['姓名', '单位', '职务'],
      ['林晓', '政务服务中心', '科长'],
    ],
  };

  it('links tasks and issues both ways, from whichever sheet names the other', async () => {
    const reading = await readSheets([issues, tasks, regulations, people]);
    expect(reading.tasks.map(({ number, title, issueNumbers }) => [number, title, issueNumbers])).toEqual([
      [1, '增设自助终端', [1]],
      [2, '更新办事指南', [1, 2]],
      [3, '开展窗口轮训', [1]],
    ]);
    expect(reading.issues.map((issue) => issue.taskNumbers)).toEqual([[1, 2, 3], [2]]);
  });

  it('warns that a task names an issue which no sheet holds, and keeps what was written', async () => {
    const reading = await readSheets([issues, tasks, regulations, people]);
    expect(reading.warnings).toEqual([
      {
        code: 'issue-unknown',
        sheet: '任务',
        row: 4,
        column: 'C 对应问题序号',
        message: '任务 1 对应的问题 9 不在台账中',
      },
    ]);
    expect(reading.tasks[0]?.other).toEqual({ 对应问题序号: '1、9' });
  });

  it('takes the regulations with number and date, and the posts of the list of persons', async () => {
    const reading = await readSheets([issues, tasks, regulations, people]);
    expect(reading.regulations).toEqual([
      {
        title: '窗口服务规范',
        kind: 'revised',
        documentNumber: '河政服〔2024〕3号',
        date: '2024-04-02',
        issueNumbers: [1],
        sheet: '制度',
        row: 2,
      },
    ]);
    expect(reading.people).toContainEqual({ name: '林晓', unit: '政务服务中心', post: '科长' });
  });

  it('notes a sheet that it does not read', async () => {
    const { notes } = await readSheets([issues, { name: '封面', rows: [['内部资料']] }]);
    expect(notes.map(({ code, sheet }) => [code, sheet])).toEqual([['sheet-not-read', '封面']]);
  });
});

describe('an issue merged over several rows', () => {
  const rows = [
    ['序号', '方面', '具体问题', '整改措施', '责任人', '佐证材料', '完成情况'],
    [1, '作风方面', '会议偏多', '合并例会', '苏青', '会议计划.pdf', '整改中'],
    [1, '作风方面', '会议偏多', '压缩时长', '苏青', '时长统计.xlsx', '整改中'],
    [2, '作风方面', '文件偏长', '限定篇幅', '苏青', null, '整改中'],
  ];
  const merges = ['A2:A3', 'B2:B4', 'C2:C3', 'E2:E3', 'G2:G3'];

  it('is one issue with the measures and evidence of all its rows', async () => {
    const { issues, warnings } = await readSheets([{ rows, merges }]);
    expect(issues.map(({ number, area, measures, evidenceList }) => [number, area, measures, evidenceList])).toEqual([
      [1, '作风方面', ['合并例会', '压缩时长'], ['会议计划.pdf', '时长统计.xlsx']],
      [2, '作风方面', ['限定篇幅'], []],
    ]);
    expect(warnings).toEqual([]);
  });

  it('counts a measure that is merged over its last rows once, and keeps what no list can take', async () => {
    const more = [
      ['序号', '具体问题', '整改措施', '责任人', '会签'],
      [1, '会议偏多', '合并例会', '苏青', '甲'],
      [1, '会议偏多', '压缩时长', '苏青', '乙'],
      [1, '会议偏多', '压缩时长', '高原', '乙'],
    ];
    const { issues, warnings } = await readSheets([{ rows: more, merges: ['A2:A4', 'B2:B4', 'C3:C4', 'D2:D3'] }]);
    expect(issues[0]?.measures).toEqual(['合并例会', '压缩时长']);
    expect(Object.values(issues[0]!.other)).toEqual(['甲', '乙', '高原', '乙']);
    expect(warnings.map(({ code, row, column }) => [code, row, column])).toEqual([['row-continues', 4, 'D 责任人']]);
  });
});

describe('a task sheet with several rows for one task', () => {
  const issues = ledgerOf({}, {}, {});
  const header = ['任务编号', '整改任务', '对应问题序号', '责任人', '牵头单位'];

  it('joins the issues, owners and units of the rows', async () => {
    const rows = [header, [1, '优化窗口', 1, '林晓', '政务服务中心'], [1, '优化窗口', 3, '高原', '人事科']];
    const { tasks, warnings } = await readSheets([issues, { rows }]);
    expect(tasks).toMatchObject([
      { number: 1, issueNumbers: [1, 3], owners: ['林晓', '高原'], leadUnits: ['政务服务中心', '人事科'] },
    ]);
    expect(tasks[0]?.owner).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  it('keeps a row whose number belongs to a task of another name, and one without a number', async () => {
    const rows = [
      header,
      [1, '优化窗口', 1, '林晓', '窗口'],
      [1, '改进作风', 2, '林晓', '窗口'],
      [null, '补充宣传', 3, '林晓', '窗口'],
    ];
    const { tasks, unread, warnings } = await readSheets([issues, { name: '任务', rows }]);
    expect(tasks.map(({ title }) => title)).toEqual(['优化窗口']);
    expect(unread.map(({ row, cells }) => [row, cells['整改任务']])).toEqual([
      [3, '改进作风'],
      [4, '补充宣传'],
    ]);
    expect(warnings.map(({ code, row }) => [code, row])).toEqual([
      ['number-repeated', 3],
      ['number-missing', 4],
    ]);
  });
});

describe('a ledger with rows that are no issues', () => {
  const header = ['序号', '具体问题', '牵头单位', '责任人'];
  const rows = [
    header,
    ['一、履行职责方面'],
    ['（一）服务群众'],
    [1, '排队偏久', '政务服务中心', '林晓'],
    [],
    header,
    [2, '指南过期', '政务服务中心', '林晓'],
    ['合计', '共3个问题，已完成0个'],
    ['注：本表按月更新'],
    [null, null, null, '林晓代填'],
  ];

  it('takes section rows as area and heading where no column says them', async () => {
    const { issues } = await readSheets([{ rows }]);
    expect(issues.map(({ number, area, heading }) => [number, area, heading])).toEqual([
      [1, '一、履行职责方面', '（一）服务群众'],
      [2, '一、履行职责方面', '（一）服务群众'],
    ]);
  });

  it('skips blank rows, repeated headers, totals and footnotes with a note', async () => {
    const { notes } = await readSheets([{ rows }]);
    expect(notes.map(({ code, row }) => [code, row])).toEqual([
      ['blank-row', 5],
      ['header-repeated', 6],
      ['total-row', 8],
      ['footnote', 9],
    ]);
    expect(notes.at(-1)?.message).toContain('本表按月更新');
  });

  it('compares the totals row with what it found', async () => {
    const { stated, warnings } = await readSheets([{ rows }]);
    expect(stated).toEqual({ issues: 3, closed: 0 });
    expect(warnings).toContainEqual({
      code: 'stated-count-differs',
      sheet: '表1',
      row: 8,
      message: '合计行写具体问题 3，实际读到 2',
    });
  });

  it('keeps a row that it cannot place', async () => {
    const { unread, warnings } = await readSheets([{ rows }]);
    expect(unread).toEqual([{ sheet: '表1', row: 10, cells: { 责任人: '林晓代填' } }]);
    expect(warnings.map(({ code, row }) => [code, row])).toContainEqual(['row-not-understood', 10]);
  });
});
