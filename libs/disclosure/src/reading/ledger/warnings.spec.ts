import { ledgerOf, readSheets, warningsOf } from './sheet.fixture.js';

describe('a ledger with slips in its cells', () => {
  it('warns of a repeated, a missing and a non-numeric number', async () => {
    expect(await warningsOf({}, { 序号: 1 }, { 序号: null }, { 序号: '四之二' }, { 序号: 7 })).toEqual([
      ['number-repeated', 3, 'A 序号'],
      ['number-missing', 4, 'A 序号'],
      ['number-not-numeric', 5, 'A 序号'],
      ['number-gap', 6, 'A 序号'],
    ]);
  });

  it('keeps the text of an impossible date and of one that it does not understand', async () => {
    const reading = await readSheets([
      ledgerOf({ 完成时限: '2023-02-30' }, { 完成时限: '年底前' }, { 完成时限: '9月1日' }),
    ]);
    expect(reading.warnings.map(({ code, row }) => [code, row])).toEqual([
      ['date-impossible', 2],
      ['date-not-understood', 3],
      ['date-without-year', 4],
    ]);
    expect(reading.issues.map(({ dueOn, other }) => [dueOn, other['完成时限']])).toEqual([
      [undefined, '2023-02-30'],
      [undefined, '年底前'],
      [undefined, '9月1日'],
    ]);
  });

  it('warns of a closing before the delivery, before the start, or after the as-of date', async () => {
    const closed = { 完成情况: '已销号', 开始时间: '2024-02-01' };
    const sheet = ledgerOf(
      { ...closed, 销号日期: '2024-01-31' },
      { ...closed, 销号日期: '2023-12-31' },
      { ...closed, 销号日期: '2024-06-01' },
    );
    const { warnings } = await readSheets([sheet], { deliveredOn: '2024-01-15', asOf: '2024-05-31' });
    expect(warnings.map(({ code, row }) => [code, row])).toEqual([
      ['closed-before-start', 2],
      ['closed-before-start', 3],
      ['closed-before-delivered', 3],
      ['closed-after-as-of', 4],
    ]);
  });

  it('warns when the status and the closing date contradict each other', async () => {
    expect(await warningsOf({ 完成情况: '已完成' }, { 完成情况: '推进中', 销号日期: '2024-05-01' })).toEqual([
      ['closed-without-date', 2, 'I 销号日期'],
      ['date-without-closure', 3, 'H 完成情况'],
    ]);
  });

  it('does not count 基本完成 as closed', async () => {
    const { found } = await readSheets([
      ledgerOf({ 完成情况: '基本完成' }, { 完成情况: '已完成', 销号日期: '2024-05-01' }),
    ]);
    expect(found.closed).toBe(1);
  });

  it('keeps a status and a class that it does not know', async () => {
    const { issues, warnings } = await readSheets([ledgerOf({ 完成情况: '差不多了', 问题类型: '疑难类' })]);
    expect(warnings.map(({ code }) => code)).toEqual(['status-unknown', 'class-unknown']);
    expect(issues[0]).toMatchObject({
      status: { text: '差不多了' },
      other: { 完成情况: '差不多了', 问题类型: '疑难类' },
    });
  });

  it('warns of an issue without a unit and of one without a text', async () => {
    expect(await warningsOf({ 牵头单位: null }, { 具体问题: null })).toEqual([
      ['issue-without-unit', 2, 'E 牵头单位'],
      ['issue-without-text', 3, 'D 具体问题'],
    ]);
  });

  it('takes the first of several persons and keeps the whole list', async () => {
    const { issues, people, warnings } = await readSheets([ledgerOf({ 责任人: '林晓、高原' })]);
    expect(issues[0]).toMatchObject({ handler: '林晓', other: { 责任人: '林晓、高原' } });
    expect(people.map(({ name }) => name)).toEqual(['林晓', '高原']);
    expect(warnings.map(({ code }) => code)).toEqual(['several-names']);
  });

  it('says where it took an area from the row above', async () => {
    const { issues, warnings } = await readSheets([ledgerOf({}, { 方面: null, 大项: null })]);
    expect(issues[1]).toMatchObject({ area: '履行职责方面', heading: '服务群众不够到位' });
    expect(warnings.map(({ code, column }) => [code, column])).toEqual([
      ['area-taken-from-above', 'B 方面'],
      ['heading-taken-from-above', 'C 大项'],
    ]);
  });

  it('keeps a second column of the same meaning', async () => {
    const { issues, warnings } = await readSheets([ledgerOf({ 责任部门: '人事科' })]);
    expect(issues[0]).toMatchObject({ leadUnit: '政务服务中心', other: { 责任部门: '人事科' } });
    expect(warnings.map(({ code, row, column }) => [code, row, column])).toEqual([
      ['column-repeated', 1, 'J 责任部门'],
    ]);
  });

  it('never takes a column for signatures as the persons', async () => {
    const { issues } = await readSheets([
      {
        rows: [
          ['责任人（签字）', '序号', '具体问题', '牵头单位'],
          ['已签', 1, '排队偏久', '窗口'],
        ],
      },
    ]);
    expect(issues[0]?.handler).toBeUndefined();
    expect(Object.values(issues[0]!.other)).toEqual(['已签']);
  });
});

describe('a ledger with formulas, rich text and links', () => {
  it('reads the cached result of a formula', async () => {
    const due = new Date('2024-06-30T00:00:00Z');
    const { issues } = await readSheets([
      ledgerOf({ 序号: { formula: 'ROW()-1', result: 1 }, 完成时限: { formula: 'A9', result: '2024-07-01' } }),
    ]);
    expect(issues[0]).toMatchObject({ number: 1, dueOn: '2024-07-01' });
    expect((await readSheets([ledgerOf({ 完成时限: due })])).issues[0]?.dueOn).toBe('2024-06-30');
  });

  it('warns of an error value and of a formula that was never calculated', async () => {
    expect(await warningsOf({ 责任人: { error: '#REF!' } }, { 责任人: { formula: 'B2' } as never })).toEqual([
      ['cell-error', 2, 'F 责任人'],
      ['formula-without-result', 3, 'F 责任人'],
    ]);
  });

  it('reads rich text and links as their plain text', async () => {
    const { issues } = await readSheets([
      ledgerOf({
        具体问题: { richText: [{ text: '窗口' }, { font: { bold: true }, text: '排队' }] },
        佐证材料: { text: '记录.pdf', hyperlink: 'http://localhost/1' },
      }),
    ]);
    expect(issues[0]).toMatchObject({ text: '窗口排队', evidenceList: ['记录.pdf'] });
  });

  it('reads the regulations of a cell with kind, number and date in any order', async () => {
    const cell = '《服务规范》（河政〔2024〕3号，2024-04-02，修订）；新制定《叫号办法》';
    const { issues } = await readSheets([ledgerOf({ 建章立制: cell })]);
    expect(issues[0]?.regulations).toEqual([
      { title: '服务规范', documentNumber: '河政〔2024〕3号', date: '2024-04-02', kind: 'revised' },
      { title: '叫号办法', kind: 'made' },
    ]);
  });

  it('keeps a regulation of which it cannot tell whether it was made or revised', async () => {
    const { issues, warnings } = await readSheets([ledgerOf({ 建章立制: '《服务规范》' })]);
    expect(issues[0]).toMatchObject({ regulations: [{ title: '服务规范' }], other: { 建章立制: '《服务规范》' } });
    expect(warnings.map(({ code }) => code)).toEqual(['regulation-kind-missing']);
  });
});
