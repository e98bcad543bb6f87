import type { Client } from '../support/client.js';
import { nothingStored, refused } from '../support/refused.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';

interface Row {
  readonly line: number;
  readonly name: string;
  readonly outcome: string;
  readonly personId?: string;
  readonly accountId?: string;
  readonly oneTimePassword?: string;
  readonly needs?: readonly { readonly act: string; readonly roles: readonly string[]; readonly yours: boolean }[];
  readonly faults: readonly { readonly code: string; readonly column?: { readonly letter: string } }[];
}

const UNITS = [{ name: '规划局' }, { name: '水务局' }];
const HEADER = ['序号', '姓名', '工号', '单位', '职务', '账号', '角色'];
const sheetOf = (rows: readonly (readonly string[])[]) => [HEADER, ...rows].map((row) => row.join('\t')).join('\n');
const outcomes = (rows: readonly Row[]) => rows.map(({ outcome }) => outcome);
const send = (who: Client, body: object, key?: string) => who.try('people/bulk', body, { ifMatch: null, key });

describe('people in a pasted sheet', () => {
  let server: RunningServer;
  const rows = Array.from({ length: 20 }, (_, i) => [
    `${i + 1}`,
    `人员${i + 1}`,
    `G${i + 1}`,
    UNITS[i % 2]!.name,
    '科员',
    `person${i + 1}`,
    i === 0 ? '单位负责人' : '填报人',
  ]);
  /** A role that there is none of, a unit that nobody knows, a login that a row above has. */
  const mistaken = rows.map((row, i) =>
    row.map((cell, at) =>
      i === 4 && at === 6 ? '厨师' : i === 9 && at === 3 ? '没有的单位' : i === 14 && at === 5 ? 'person1' : cell,
    ),
  );
  const WRONG = [
    [6, 'G', 'request.bad-shape'],
    [11, 'D', 'unit.unknown'],
    [16, 'F', 'account.login-taken'],
  ];
  const wrongIn = (told: readonly Row[]) =>
    told.flatMap(({ line, faults }) => faults.map(({ code, column }) => [line, column?.letter, code]));

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('are told line by line in a dry run, and nothing is stored', () =>
    nothingStored(server, async () => {
      const { status, body } = await send(server.admin, { pasted: sheetOf(mistaken), units: UNITS, dryRun: true });
      expect([status, body.dryRun, body.stored, body.refused]).toEqual([200, true, 17, 3]);
      expect(wrongIn(body.rows)).toEqual(WRONG);
      expect(JSON.stringify(body)).not.toMatch(/oneTimePassword|personId/);
      expect(body.sheet.ignored).toEqual([{ letter: 'A', title: '序号' }]);
      const whole = await send(server.admin, {
        pasted: sheetOf(mistaken),
        units: UNITS,
        dryRun: true,
        allOrNothing: true,
      });
      expect([whole.body.stored, whole.body.refused]).toEqual([0, 3]);
    }));

  it('are refused as a whole where that is asked, the three by line and column', () =>
    nothingStored(server, async () => {
      const asked = send(server.admin, { pasted: sheetOf(mistaken), units: UNITS, allOrNothing: true });
      const { details } = await refused(asked, 409, 'people.rows-refused');
      const named = details.rows.map(
        ({ line, column, code }: { line: number; column: { letter: string }; code: string }) => [
          line,
          column.letter,
          code,
        ],
      );
      expect(named).toEqual(WRONG);
    }));

  it('are stored but for the three otherwise, with passwords once, and the three once they are right', async () => {
    const { body } = await send(server.admin, { pasted: sheetOf(mistaken), units: UNITS }, 'people-1');
    expect([body.stored, body.refused]).toEqual([17, 3]);
    expect(wrongIn(body.rows)).toEqual(WRONG);
    const [first] = body.rows as Row[];
    const head = await server.nobody.firstSignIn('person1', first!.oneTimePassword!, PASSWORD);
    expect((await head.get('me')).account).toMatchObject({ name: '人员1', unit: '规划局', roles: ['unit-head'] });

    const again = (await send(server.admin, { pasted: sheetOf(rows), units: UNITS }, 'people-1')).body;
    expect(outcomes(again.rows).filter((one) => one === 'repeated')).toHaveLength(17);
    expect([again.rows[4], again.rows[9], again.rows[14]].map(({ outcome }: Row) => outcome)).toEqual([
      'stored',
      'stored',
      'stored',
    ]);
    expect(again.rows.filter(({ oneTimePassword }: Row) => oneTimePassword)).toHaveLength(3);
  });

  it('are refused before any row when they are too many or the sheet is none', () =>
    nothingStored(server, async () => {
      const many = Array.from({ length: 201 }, (_, i) => [`${i}`, `多${i}`, '', '', '', '', '']);
      await refused(send(server.admin, { pasted: sheetOf(many) }), 413, 'sheet.too-many-rows');
      await refused(send(server.admin, { pasted: '甲\t乙\n1\t2' }), 422, 'sheet.no-header');
      await refused(send(server.admin, {}), 400, 'request.bad-shape');
    }));
});

describe('many people where a security administrator keeps the accounts', () => {
  let server: RunningServer;
  let office: Client;
  let security: Client;
  const pasted = sheetOf([
    ['1', '林晓', 'L1', '规划局', '科员', '', ''],
    ['2', '何明', 'H1', '规划局', '局长', 'heming', '单位负责人'],
    ['3', '陈静', 'C1', '水务局', '科员', 'chenjing', '填报人'],
  ]);

  beforeAll(async () => {
    server = await startServer();
    for (const unit of UNITS) await server.admin.do('units', unit);
    const people = { office: '周敏', security: '钱安' };
    const rows = Object.entries(people).map(([login, name]) => ({ name, login, roles: [login] }));
    const { body } = await send(server.admin, { rows });
    const enter = (at: number, login: string) =>
      server.nobody.firstSignIn(login, body.rows[at].oneTimePassword, PASSWORD);
    office = await enter(0, 'office');
    security = await enter(1, 'security');
  });
  afterAll(() => server.stop());

  it('are refused as a whole from the office, which is told who opens the accounts', () =>
    nothingStored(server, async () => {
      const { details } = await refused(send(office, { pasted, allOrNothing: true }), 409, 'people.rows-refused');
      expect(details.rows).toHaveLength(2);
      expect(details.rows[0]).toMatchObject({
        line: 3,
        column: { letter: 'F', title: '账号' },
        code: 'account.security-decides',
        details: { needed: ['security'] },
      });
    }));

  it('are registered by the office, each row saying whom it needs, and get accounts by the security administrator', async () => {
    const first = (await send(office, { pasted }, 'office-1')).body;
    expect(outcomes(first.rows)).toEqual(['stored', 'registered', 'registered']);
    const registering = { act: 'RegisterPerson', roles: ['admin', 'office'], yours: true };
    const opening = { act: 'OpenAccount', roles: ['security'], yours: false };
    expect(first.rows.map(({ needs }: Row) => needs)).toEqual([
      [registering],
      [registering, opening],
      [registering, opening],
    ]);
    expect(JSON.stringify(first)).not.toContain('oneTimePassword');

    const fromSecurity = (await send(security, { pasted })).body;
    expect(outcomes(fromSecurity.rows)).toEqual(['refused', 'refused', 'refused']);
    expect(fromSecurity.rows[0].faults[0]).toMatchObject({ code: 'rights.denied', field: 'name' });

    const { body } = await send(security, { pasted, registered: true }, 'security-1');
    expect(outcomes(body.rows)).toEqual(['nothing', 'stored', 'stored']);
    expect(body.rows[1].personId).toBe(first.rows[1].personId);
    const head = await server.nobody.firstSignIn('heming', body.rows[1].oneTimePassword, PASSWORD);
    expect((await head.get('me')).account).toMatchObject({ name: '何明', unit: '规划局', roles: ['unit-head'] });
  });

  it('keep the passwords that they have, whoever sends the sheet again', () =>
    nothingStored(server, async () => {
      const same = (await send(security, { pasted, registered: true }, 'security-1')).body;
      expect(outcomes(same.rows)).toEqual(['nothing', 'repeated', 'repeated']);
      const anew = (await send(security, { pasted, registered: true }, 'security-2')).body;
      expect(outcomes(anew.rows)).toEqual(['nothing', 'nothing', 'nothing']);
      expect(JSON.stringify([same, anew])).not.toContain('oneTimePassword');
      await refused(send(office, { pasted, registered: true, allOrNothing: true }), 409, 'people.rows-refused');
      const unknown = { rows: [{ name: '无名', login: 'nobody', roles: ['reporter'] }], registered: true };
      expect((await send(security, unknown)).body.rows[0].faults[0]).toMatchObject({ code: 'person.unknown' });
    }));
});
