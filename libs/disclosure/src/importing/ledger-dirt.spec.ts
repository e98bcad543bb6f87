import type { CellValue } from 'exceljs';
import type { CommandClass, Command } from '#event-sourcing';
import { HoldPost, RegisterPerson, RegisterUnit } from '#identity';
import { ledgerOf, type SheetOf, workbookOf } from '../reading/ledger/sheet.fixture.js';
import { carriedOver as facts, clerk, everyEvent, figuresOn, type Running, running } from './importing.fixture.js';

const carriedOver = { ...facts, title: '第二轮' };

const usual = { 责任领导: '高远', 问题类型: '立行立改', 整改任务编号: 1 } as const;

describe('a ledger with dirt', () => {
  let here: Running;
  beforeEach(async () => {
    here = await running();
  });
  afterEach(() => here.close());

  const fileOf = async (...sheets: SheetOf[]) => ({ name: 'a.xlsx', bytes: await workbookOf(...sheets) });
  const imported = async (...rows: readonly Readonly<Record<string, CellValue>>[]) =>
    here.imports.commit(await fileOf(ledgerOf(...rows.map((row) => ({ ...usual, ...row })))), carriedOver, clerk);
  const eventsOf = async (type: string) => (await everyEvent(here)).filter((event) => event.type === type);
  const given = <C extends Command>(type: CommandClass<C>, fields: Partial<C> & { id: string }) =>
    here.engine.execute(
      Object.assign(new type(), {
        actor: clerk,
        issuedAt: here.engine.clock.now(),
        commandId: here.engine.uuid(JSON.stringify([type.name, fields])),
        commandHash: here.engine.digest(JSON.stringify(fields)),
        correlationId: 'given',
        ...fields,
      }),
    );

  it('keeps a number that is none as it is written', async () => {
    const { warnings } = await imported({ 序号: '甲' });
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'number-as-written', row: 2 }));
    expect((await eventsOf('IssueListed'))[0]!.data).toMatchObject({ number: '甲' });
  });

  it('names an issue without a number by its row', async () => {
    await imported({}, { 序号: null });
    expect((await eventsOf('IssueListed'))[1]!.data).toMatchObject({ number: '行3' });
  });

  it('leaves an issue unassigned when its row names nobody, and keeps what the row does name', async () => {
    const { warnings } = await imported({ 责任人: null });
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'issue-not-assigned', row: 2 }));
    expect(await eventsOf('IssueAssigned')).toEqual([]);
    const [delivered] = await eventsOf('IssueDelivered');
    expect(delivered!.data).toMatchObject({ asDelivered: { 责任领导: '高远', 牵头单位: '政务服务中心' } });
  });

  it('leaves an issue open that is closed without a date', async () => {
    const { round, warnings } = await imported({ 完成情况: '已完成' });
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'closure-without-date', row: 2 }));
    expect(await figuresOn(here, round.id, '2023-11-30')).toMatchObject({ issues: 1, closed: 0 });
  });

  it('takes a closing before the delivery as of the delivery, with the day that the ledger names', async () => {
    await imported({ 完成情况: '已完成', 销号日期: '2023-08-01' });
    const [closed] = await eventsOf('ClosureCarriedOver');
    expect(closed).toMatchObject({
      data: { closedOn: '2023-08-01' },
      metadata: { effectiveAt: '2023-08-28T16:00:00.000Z' },
    });
  });

  it('leaves a task open while one of its issues is', async () => {
    await imported({ 完成情况: '已完成', 销号日期: '2023-10-01' }, { 完成情况: '整改中' });
    expect(await eventsOf('TaskPlanned')).toHaveLength(1);
    expect(await eventsOf('TaskCarriedOver')).toEqual([]);
  });

  it('registers a regulation for several issues once, on its own day', async () => {
    const register = {
      name: '制度',
      rows: [
        ['制度名称', '制定或修订', '印发日期', '对应问题'],
        ['值班制度', '制定', '2023-09-10', '1、2'],
      ],
    };
    const file = await fileOf(ledgerOf(usual, usual), register);
    const { round } = await here.imports.commit(file, carriedOver, clerk);
    const [made] = await eventsOf('RegulationMade');
    expect(made).toMatchObject({
      data: { title: '值班制度', date: '2023-09-10' },
      metadata: { effectiveAt: '2023-09-09T16:00:00.000Z' },
    });
    expect(await figuresOn(here, round.id, '2023-11-30')).toMatchObject({ regulations: 1 });
  });

  it.each([
    ['before it', '2023-09-10', ['IssueDelivered', 'IssueAssigned', 'RegulationMade', 'ClosureCarriedOver']],
    ['on its day', '2023-10-01', ['IssueDelivered', 'IssueAssigned', 'RegulationMade', 'ClosureCarriedOver']],
    ['after it', '2023-10-20', ['IssueDelivered', 'IssueAssigned', 'ClosureCarriedOver', 'RegulationMade']],
  ])('tells the regulation of a closed issue %s in the order of their days', async (_, day, order) => {
    await imported({ 完成情况: '已完成', 销号日期: '2023-10-01', 建章立制: `《值班制度》(制定,${day})` });
    const ofIssue = (await everyEvent(here)).filter(({ stream }) => stream.startsWith('issue-'));
    expect(ofIssue.map(({ type }) => type)).toEqual(order);
  });

  it('keeps with the issue what its task says of itself', async () => {
    const tasks = {
      name: '任务',
      rows: [
        ['任务编号', '任务名称', '对应问题', '完成情况'],
        [1, '设叫号机', '1', '推进中'],
      ],
    };
    await here.imports.commit(await fileOf(ledgerOf(usual), tasks), carriedOver, clerk);
    expect((await eventsOf('TaskPlanned'))[0]!.data).toMatchObject({ number: '1', title: '设叫号机' });
    expect((await eventsOf('IssueDelivered'))[0]!.data).toMatchObject({ asDelivered: { '任务1·完成情况': '推进中' } });
  });

  it('keeps columns that nobody knows with the issue', async () => {
    await imported({ 督办批示: '从速办理' });
    expect((await eventsOf('IssueDelivered'))[0]!.data).toMatchObject({ asDelivered: { 督办批示: '从速办理' } });
  });

  it('takes a person known in the unit of the row for the one meant, among several of that name', async () => {
    const [unit, other, meant] = ['u', 'p1', 'p2'].map((name) => here.engine.uuid(name)) as [string, string, string];
    await given(RegisterUnit, { id: unit, name: '政务服务中心' });
    for (const [staffNumber, id] of [other, meant].entries())
      await given(RegisterPerson, { id, name: '林晓', staffNumber: `G${staffNumber}`, distinct: true });
    await given(HoldPost, { id: meant, unitId: unit, post: '主任', from: '2020-01-01' });
    await imported({});
    const [assigned] = await eventsOf('IssueAssigned');
    expect(assigned!.data).toMatchObject({ handler: { id: meant }, leadUnit: { id: unit } });
    expect(await eventsOf('PersonRegistered')).toHaveLength(3);
  });

  it('is refused when it cannot tell which of several persons is meant', async () => {
    for (const name of ['p1', 'p2'])
      await given(RegisterPerson, { id: here.engine.uuid(name), name: '林晓', staffNumber: name, distinct: true });
    const before = (await everyEvent(here)).length;
    await expect(imported({})).rejects.toMatchObject({ code: 'import.person-ambiguous', details: { name: '林晓' } });
    expect((await everyEvent(here)).length).toBe(before);
  });

  it('takes the only person of a name, and warns when that one is not known in the unit', async () => {
    const id = here.engine.uuid('p1');
    await given(RegisterPerson, { id, name: '林晓' });
    const { warnings } = await imported({});
    expect(warnings.map(({ code }) => code)).toContain('person-in-another-unit');
    expect((await eventsOf('IssueAssigned'))[0]!.data).toMatchObject({ handler: { id } });
  });

  it('is refused whole when a fact of the round is no day', async () => {
    const file = await fileOf(ledgerOf(usual));
    const { refusals } = await here.imports.dryRun(file, { ...carriedOver, inspectedTo: 'soon' }, clerk);
    expect(refusals).toMatchObject([{ code: 'import.value-refused', details: { field: 'inspectedTo' } }]);
  });
});
