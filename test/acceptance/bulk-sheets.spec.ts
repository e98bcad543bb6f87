import ExcelJS from 'exceljs';
import { nothingStored, refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { issueBody, makeWorld, roundBody, type World } from '../support/world.js';

interface RowTold {
  readonly row: number;
  readonly line: number;
  readonly taken: boolean;
  readonly code?: string;
  readonly column?: { readonly letter: string; readonly title: string };
}

const HEADER = ['问题序号', '责任单位', '责任领导', '经办人', '整改时限', '办理日期', '补录理由', '备注'];

const xlsx = async (rows: readonly (readonly ExcelJS.CellValue[])[]): Promise<string> => {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('责任分解').addRows(rows.map((row) => [...row]));
  return Buffer.from(await workbook.xlsx.writeBuffer()).toString('base64');
};

describe('the issues of a round, given out from a sheet', () => {
  let server: RunningServer;
  let world: World;
  let roundId: string;
  let names: { unit: string; leader: string; handler: string };

  const rowOf = (n: number, wrong: Partial<Record<number, string>> = {}): string[] =>
    [`${n}`, names.unit, names.leader, names.handler, '2023年12月29日', '2023-09-05', '补录', ''].map(
      (cell, at) => wrong[at] ?? cell,
    );
  /** Three are wrong: a date, an issue that is not there, a person whom nobody knows. */
  const twenty = (): string[][] =>
    Array.from({ length: 20 }, (_, at) =>
      rowOf(at + 1, at === 3 ? { 4: '12月底' } : at === 8 ? { 0: '99' } : at === 15 ? { 3: '无名氏' } : {}),
    );
  const asText = (rows: readonly string[][]) =>
    [['责任分解表'], HEADER, ...rows].map((row) => row.join('\t')).join('\n');
  const send = (body: object, key?: string) =>
    world.office.send('POST', 'issues/assignments', { roundId, ...body }, key ? { 'idempotency-key': key } : {});
  const places = (rows: readonly RowTold[]) =>
    rows.flatMap(({ taken, line, column, code }) => (taken ? [] : [[line, column?.letter, column?.title, code]]));
  const WRONG = [
    [6, 'E', '整改时限', 'request.bad-shape'],
    [11, 'A', '问题序号', 'issue.unknown'],
    [18, 'D', '经办人', 'person.unknown'],
  ];
  const statuses = async (after: string): Promise<string[]> =>
    (await world.office.get(`issues?roundId=${roundId}&limit=100&after=${after}`)).items.map(
      ({ status }: { status: string }) => status,
    );

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    roundId = (await world.office.do('rounds', roundBody)).id;
    for (let n = 1; n <= 20; n++) await world.office.do(`rounds/${roundId}/issues`, issueBody(String(n)));
    const name = async (path: string): Promise<string> => (await world.office.get(path)).name;
    names = {
      unit: await name(`units/${world.unitId}`),
      leader: await name(`people/${world.persons.leader}`),
      handler: await name(`people/${world.persons.reporter}`),
    };
  });
  afterAll(() => server.stop());

  it('are told line by line in a dry run, which stores nothing', () =>
    nothingStored(server, async () => {
      const { status, body } = await send({ pasted: asText(twenty()), dryRun: true });
      expect([status, body.dryRun, body.taken, body.refused]).toEqual([200, true, 17, 3]);
      expect(places(body.rows)).toEqual(WRONG);
      expect(body.sheet).toMatchObject({ headerLine: 2, ignored: [{ letter: 'H', title: '备注' }] });
      const whole = await send({ pasted: asText(twenty()), dryRun: true, allOrNothing: true });
      expect([whole.body.taken, whole.body.refused]).toEqual([0, 3]);
    }));

  it('are refused as a whole where that is asked, with line and column', () =>
    nothingStored(server, async () => {
      const asked = send({ pasted: asText(twenty()), allOrNothing: true });
      expect(places((await refused(asked, 409, 'bulk.rows-refused')).details.rows)).toEqual(WRONG);
    }));

  it('are taken but for three otherwise, and answered again under the key', async () => {
    const body = { pasted: asText(twenty()) };
    const first = await send(body, 'sheet-1');
    expect([first.body.taken, first.body.refused]).toEqual([17, 3]);
    expect(places(first.body.rows)).toEqual(WRONG);
    expect((await statuses(first.body.position)).filter((one) => one === 'assigned')).toHaveLength(17);
    expect((await send(body, 'sheet-1')).body).toEqual({ ...first.body, repeated: true });
    await refused(send({ pasted: asText(twenty().slice(1)) }, 'sheet-1'), 422, 'request.key-reused');
  });

  it('come as an xlsx with real dates too, or as csv', async () => {
    const rows: ExcelJS.CellValue[][] = [rowOf(4), rowOf(9)].map((row) =>
      row.map((cell, at) => (at === 4 ? new Date('2023-12-28') : cell)),
    );
    const { body } = await send({ file: await xlsx([HEADER, ...rows]), allOrNothing: true });
    expect([body.taken, body.sheet.name, body.rows[0].line]).toEqual([2, '责任分解', 2]);
    const found = await world.office.get(`issues/${body.rows[0].id}?after=${body.position}`);
    const assignment = { dueOn: '2023-12-28', handler: { id: world.persons.reporter }, leadUnit: { id: world.unitId } };
    expect(found.assignments.at(-1)).toMatchObject(assignment);
    const csv = [HEADER, rowOf(16)].map((row) => row.join(',')).join('\r\n');
    const last = await send({ file: Buffer.from(csv).toString('base64') });
    expect(last.body.taken).toBe(1);
    expect((await statuses(last.body.position)).every((one) => one === 'assigned')).toBe(true);
  });

  it('are claimed by number for the own unit, and of others nothing is there', async () => {
    const other = (await world.office.do('rounds', roundBody)).id;
    await world.office.do(`rounds/${other}/issues`, issueBody('1'));
    const ofOthers = rowOf(1, { 1: '巡察整改办公室', 3: '周敏' });
    expect((await send({ pasted: asText([ofOthers]), roundId: other })).body.taken).toBe(1);
    const claim = (body: object) => world.reporter.send('POST', 'issues/claims', body);
    const { body } = await claim({ pasted: '序号\n1\n2\n77', roundId });
    expect(body.rows.map(({ code, taken }: RowTold) => code ?? taken)).toEqual([true, true, 'issue.unknown']);
    const hidden = await claim({ pasted: '序号\n1', roundId: other });
    expect(hidden.body.rows[0]).toMatchObject({ code: 'issue.unknown', details: { number: '1' } });
    const unsaid = await claim({ pasted: '序号\n1' });
    expect(unsaid.body.rows[0]).toMatchObject({ code: 'request.bad-shape', field: 'roundId' });
  });

  it('become tasks by the numbers of their issues', async () => {
    const sheet =
      '任务编号\t整改任务\t对应问题序号\t整改措施\t完成时限\n1\t健全制度\t1、3-4\t一是建章;二是立制\t2023/12/20\n2\t再查\t88\t\t';
    const { body } = await world.office.send('POST', `rounds/${roundId}/tasks/planning`, { pasted: sheet });
    expect(places(body.rows)).toEqual([[3, 'C', '对应问题序号', 'issue.unknown']]);
    const { items } = await world.office.get(`tasks?roundId=${roundId}&after=${body.position}`);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ number: '1', title: '健全制度', dueOn: '2023-12-20' });
    expect(items[0].issueIds).toHaveLength(3);
  });

  it('are refused before any row when the sheet is none, is too long, or comes in two ways', () =>
    nothingStored(server, async () => {
      await refused(send({ pasted: '甲\t乙\n1\t2' }), 422, 'sheet.no-header');
      await refused(send({ pasted: '问题序号\t责任领导\n1\t甲' }), 422, 'sheet.column-missing');
      await refused(send({ pasted: asText(Array.from({ length: 501 }, () => rowOf(1))) }), 413, 'sheet.too-many-rows');
      await refused(send({ pasted: 'x'.repeat(200_001) }), 400, 'request.bad-shape');
      await refused(send({ file: Buffer.from('PK nothing').toString('base64') }), 422, 'import.not-an-xlsx');
      await refused(send({ pasted: '问题序号\n1', rows: [{ id: '1' }] }), 400, 'request.bad-shape');
      await refused(send({}), 400, 'request.bad-shape');
    }));
});
