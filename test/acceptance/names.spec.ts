import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';

describe('people and units of one name', () => {
  let server: RunningServer;
  let person: string;
  let unit: string;

  const seen = async () => `after=${await server.engine.store.head()}`;

  beforeAll(async () => {
    server = await startServer();
    unit = (await server.admin.do('units', { name: '水务局' })).id;
    person = (await server.admin.do('people', { name: '陈静', staffNumber: '0411' })).id;
    await server.admin.do(`people/${person}/posts`, { unitId: unit, post: '科员', from: '2020-01-01' });
    await server.admin.get(`people?${await seen()}`);
    await server.admin.get(`units?${await seen()}`);
  });
  afterAll(() => server.stop());

  it.each([['陈静'], ['陈 静'], ['陈\u3000静'], ['陈\u200b静'], ['陈静\u2060']])(
    'are one person as %j: a second one is refused with the one it may be',
    async (name) => {
      const { details } = await refused(server.admin.try('people', { name }), 409, 'person.same-name');
      const candidate = { id: person, name: '陈静', staffNumber: '0411', unit: '水务局', post: '科员' };
      expect(details).toMatchObject({ field: 'name', candidates: [candidate] });
    },
  );

  it('are one person and one unit, however many register them at one moment', async () => {
    const written = ['赵立', '赵 立', '赵\u3000立', '赵\u200b立', '赵立', '赵 立', '赵立', '赵立'];
    for (const [path, code] of [
      ['people', 'person.same-name'],
      ['units', 'unit.same-name'],
    ] as const) {
      const answers = await Promise.all(written.map((name) => server.admin.try(path, { name })));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...written.slice(1).map(() => 409)]);
      expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code });
    }
    const numbered = ['钱一', '钱二', '钱三'].map((name) => server.admin.try('people', { name, staffNumber: '0900' }));
    expect((await Promise.all(numbered)).map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('may take a name that was left a moment ago, and not one that was taken then', async () => {
    const [one, other] = [
      await server.admin.do('people', { name: '孙甲' }),
      await server.admin.do('people', { name: '孙乙' }),
    ];
    await server.admin.do(`people/${one.id}/corrections`, { name: '孙丙', reason: '录入有误' });
    const swapped = server.admin.try(`people/${other.id}/corrections`, { name: '孙 丙', reason: '录入有误' });
    await refused(swapped, 409, 'person.same-name');
    await server.admin.get(`people?${await seen()}`);
    await server.admin.do(`people/${other.id}/corrections`, { name: '孙甲', reason: '录入有误' });
    const moved = await server.admin.do('units', { name: '甲站' });
    await server.admin.do(`units/${moved.id}/dissolution`, { reason: '机构改革' });
    await server.admin.get(`units?${await seen()}`);
    await server.admin.do('units', { name: '甲站' });
  });

  it.each([['陈\u202e静'], ['陈\n静'], ['\u200b'], ['\u2800'], ['\u3164']])('are no name as %j', async (name) => {
    await refused(server.admin.try('people', { name }), 400, 'request.bad-shape');
    await refused(server.admin.try('units', { name }), 400, 'request.bad-shape');
    await refused(server.admin.send('GET', `people?name=${encodeURIComponent(name)}`), 400, 'request.bad-shape');
    const upload = server.admin.send(
      'POST',
      `evidence?name=${encodeURIComponent(`${name}.txt`)}`,
      new Uint8Array([65]),
    );
    expect((await upload).status).toBeGreaterThanOrEqual(400);
  });

  it('are two people when that is said, each with a number of their own', async () => {
    const another = { name: '陈静', distinct: true };
    await refused(server.admin.try('people', another), 409, 'person.needs-staff-number');
    const taken = server.admin.try('people', { ...another, staffNumber: '０４１１' });
    await refused(taken, 409, 'person.staff-number-taken');
    const { id } = await server.admin.do('people', { ...another, staffNumber: '0412' });
    expect(await server.admin.get(`people/${id}`)).toMatchObject({ name: '陈静', staffNumber: '0412' });
  });

  it('are one unit, unless it is said to be another one or the first is dissolved', async () => {
    const { details } = await refused(server.admin.try('units', { name: '水 务局' }), 409, 'unit.same-name');
    expect(details.candidates).toEqual([{ id: unit, name: '水务局' }]);
    const { id } = await server.admin.do('units', { name: '水务局', distinct: true });
    await server.admin.do(`units/${id}/name`, { name: '供水站' });
    await server.admin.get(`units?${await seen()}`);
    await refused(server.admin.try(`units/${id}/name`, { name: '水务\u200b局' }), 409, 'unit.same-name');
    await server.admin.do(`units/${id}/dissolution`, { reason: '机构改革' });
    await server.admin.get(`units?${await seen()}`);
    await server.admin.do('units', { name: '供水站' });
  });

  it('are put right with a reason; history shows both, and an earlier answer says what was known', async () => {
    const { id } = await server.admin.do('people', { name: '程晶' });
    const { recordedAt } = (await server.engine.events('0', 10_000)).at(-1)!;
    await refused(server.admin.try(`people/${id}/corrections`, { name: '程静' }), 400, 'request.bad-shape');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await server.admin.do(`people/${id}/corrections`, { name: '程静', reason: '笔误' });
    expect((await server.admin.get(`people/${id}`)).name).toBe('程静');
    const known = await server.admin.get(`people/${id}?knownAt=${encodeURIComponent(recordedAt)}`);
    expect(known.name).toBe('程晶');
    const { items } = await server.admin.get(`trail?kind=PersonCorrected&${await seen()}`);
    expect(items.filter(({ reason }: { reason: string }) => reason === '笔误')).toMatchObject([
      { reason: '笔误', data: { from: { name: '程晶' }, to: { name: '程静' } }, actor: { name: '系统管理员' } },
    ]);
  });

  it('are put under another unit, not below themselves', async () => {
    const { id: section } = await server.admin.do('units', { name: '防汛科' });
    await server.admin.do(`units/${section}/parent`, { parentId: unit, reason: '录入时漏填' });
    expect((await server.admin.get(`units/${section}`)).parentId).toBe(unit);
    const circle = server.admin.try(`units/${unit}/parent`, { parentId: section, reason: '误操作' });
    expect((await refused(circle, 409, 'unit.below-itself')).details).toMatchObject({ field: 'parentId' });
  });
});
