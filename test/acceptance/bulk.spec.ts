import type { Client } from '../support/client.js';
import { nothingStored, refused } from '../support/refused.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';
import { issueBody, roundBody } from '../support/world.js';

const UNITS = ['领导小组', '巡察整改办公室', '经济发展部', '建设管理部', '社会事务部'];
const LEADING = ['赵建国', '孙丽华', '钱伟'].map((name, i) => ({
  name,
  unit: UNITS[0],
  login: `leader${i}`,
  roles: ['leader'],
}));
const OFFICE = ['周敏', '秦川'].map((name, i) => ({ name, unit: UNITS[1], login: `office${i}`, roles: ['office'] }));
const HEADS = ['王强', '冯磊', '陈晓'].map((name, i) => ({
  name,
  unit: UNITS[i + 2],
  login: `head${i}`,
  roles: ['unit-head'],
}));
const REPORTERS = ['李娜', '褚明', '卫东'].map((name, i) => ({
  name,
  unit: UNITS[i + 2],
  login: `reporter${i}`,
  roles: ['reporter'],
}));
const WATCHING = [
  { name: '郑刚', login: 'inspector', roles: ['inspector'] },
  { name: '钱安', login: 'auditor', roles: ['audit'] },
];
const posted = (row: object) => ('unit' in row ? { ...row, post: '干部', from: '2020-01-01' } : row);
const ORGANISATION = {
  units: UNITS.map((name, i) => (i === 0 ? { name } : { name, parent: UNITS[0] })),
  rows: [...LEADING, ...OFFICE, ...HEADS, ...REPORTERS, ...WATCHING].map(posted),
  allOrNothing: true,
};

describe('an organisation of five units and thirteen accounts', () => {
  let server: RunningServer;
  let calls = 0;

  const counted = (client: Client, path: string, body: object, key?: string) => {
    calls += 1;
    return client.try(path, body, { ifMatch: null, key });
  };
  const enter = (rows: { name: string; oneTimePassword: string }[], login: string) => {
    const at = ORGANISATION.rows.findIndex((row) => 'login' in row && row.login === login);
    return server.nobody.firstSignIn(login, rows[at]!.oneTimePassword, PASSWORD);
  };

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('stands and decides after at most five calls', async () => {
    const { status, body } = await counted(server.admin, 'people/bulk', ORGANISATION, 'the-organisation');
    expect([status, body.stored, body.refused]).toEqual([200, 13, 0]);
    expect(body.units).toHaveLength(5);
    for (const row of body.rows) expect(row).toMatchObject({ outcome: 'stored', oneTimePassword: expect.any(String) });
    const inspector = await enter(body.rows, 'inspector');
    const accountIds = body.rows.slice(0, 8).map(({ accountId }: { accountId: string }) => accountId);
    expect((await counted(inspector, 'accounts/reset-confirmations', { accountIds })).body.accounts).toEqual(
      accountIds.map((accountId: string) => ({ accountId, outcome: 'confirmed' })),
    );
    expect(calls).toBeLessThanOrEqual(5);

    const office = await enter(body.rows, 'office0');
    const leader = await enter(body.rows, 'leader0');
    const { id } = await office.do('rounds', roundBody);
    await office.do(`rounds/${id}/issues`, issueBody('1'));
    const rule = { text: '按件', longTermCounts: true, reason: '口径' };
    expect((await office.try(`rounds/${id}/counting-rule`, rule)).status).toBe(200);
    expect((await leader.get('me')).account).toMatchObject({ name: '赵建国', unit: '领导小组', roles: ['leader'] });
  });

  it('is told the same again under the same key, without the passwords, and stores nothing', () =>
    nothingStored(server, async () => {
      const { body } = await counted(server.admin, 'people/bulk', ORGANISATION, 'the-organisation');
      for (const row of body.rows) expect(row.outcome).toBe('repeated');
      expect(JSON.stringify(body)).not.toContain('oneTimePassword');
    }));

  it('is another request under that key when a row differs', async () => {
    const rows = ORGANISATION.rows.map((row, i) => (i === 0 ? { ...row, post: '组长' } : row));
    await refused(
      server.admin.try('people/bulk', { ...ORGANISATION, rows }, { ifMatch: null, key: 'the-organisation' }),
      422,
      'request.key-reused',
    );
  });
});

describe('twenty rows of which three are wrong', () => {
  let server: RunningServer;
  const rows = Array.from({ length: 20 }, (_, i) => ({
    name: `人员${i + 1}`,
    login: `person${i + 1}`,
    roles: ['reporter'],
  }));
  const mistaken = rows.map((row, i) => {
    if (i === 4) return { ...row, login: 'Ünfit' };
    if (i === 9) return { ...row, name: '人员 1' };
    return i === 14 ? { ...row, unit: '没有的单位', post: '科员', from: '2020-01-01' } : row;
  });

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('are refused as a whole where that is asked, each wrong one by row and field', () =>
    nothingStored(server, async () => {
      const whole = server.admin.try('people/bulk', { rows: mistaken, allOrNothing: true }, { ifMatch: null });
      const { details } = await refused(whole, 409, 'people.rows-refused');
      const named = details.rows.map(({ row, field, code }: Record<string, unknown>) => [row, field, code]);
      expect(named).toEqual([
        [5, 'login', 'request.bad-shape'],
        [10, 'name', 'person.same-name'],
        [15, 'unit', 'unit.unknown'],
      ]);
      for (const { message } of details.rows) expect(message).toMatch(/\p{Script=Han}.* \/ /u);
    }));

  it('are stored but for those three otherwise, and the rest under the same key once they are right', async () => {
    const send = (sent: object[]) => server.admin.try('people/bulk', { rows: sent }, { ifMatch: null, key: 'twenty' });
    const { status, body } = await send(mistaken);
    expect([status, body.stored, body.refused]).toEqual([200, 17, 3]);
    const outcomes = (answer: { rows: { outcome: string }[] }) => answer.rows.map(({ outcome }) => outcome);
    expect(outcomes(body).filter((one) => one === 'refused')).toHaveLength(3);
    expect(body.rows[4]).toMatchObject({ row: 5, faults: [{ field: 'login' }] });
    const right = (await send(mistaken.map((row, i) => (i === 4 || i === 14 ? rows[i]! : row)))).body;
    expect(outcomes(right).filter((one) => one === 'repeated')).toHaveLength(17);
    expect([right.rows[4].outcome, right.rows[9].outcome, right.rows[14].outcome]).toEqual([
      'stored',
      'refused',
      'stored',
    ]);
  });

  it('are not more than the limit, and not for those who keep no accounts', async () => {
    const many = Array.from({ length: 201 }, (_, i) => ({ name: `多${i}` }));
    await refused(server.admin.try('people/bulk', { rows: many }, { ifMatch: null }), 400, 'request.bad-shape');
    await refused(server.admin.try('people/bulk', { rows: [] }, { ifMatch: null }), 400, 'request.bad-shape');
  });
});
