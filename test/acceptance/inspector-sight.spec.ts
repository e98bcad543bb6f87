import type { Answer, Client } from '../support/client.js';
import { refused } from '../support/refused.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';
import { bringToRequest, issueBody, makeWorld, roundBody, type World } from '../support/world.js';

/** What administrators do stands in these itself; they may only grow. */
const GROWING = ['trail', 'events', 'accounts', 'people', 'units', 'inspector-notices'];

/** What these cannot be asked without. */
const TODAY = new Date().toISOString().slice(0, 10);
const ASKED_WITH = {
  '/statistics/groups': 'by=area',
  '/statistics/behind': 'figure=issues',
  '/statistics/changes': `from=${TODAY}&to=${TODAY}`,
  '/comparison': `from=${TODAY}&to=${TODAY}`,
};
const asked = (path: string): string => {
  const [, query] = Object.entries(ASKED_WITH).find(([end]) => path.endsWith(end)) ?? [];
  return query ? `${path}?${query}` : path;
};

describe('what an inspector sees', () => {
  let server: RunningServer;
  let world: World;
  let paths: string[];
  const ids: Record<string, string> = {};

  const moment = (body: Answer['body']) => {
    const { at: _, ...content } = body as { at?: unknown };
    return content;
  };
  const settled = async () => `after=${await server.engine.store.head()}`;
  const isGrowing = (path: string) => GROWING.some((one) => path === one || path.startsWith(`${one}?`));
  const seen = async (who: Client) => {
    const after = await settled();
    const answers = new Map<string, Answer['body']>();
    for (const path of paths) {
      const suited = path === 'events' ? 'events?limit=1000' : `${path}?limit=500&${after}`;
      const { status, body } = await who.send('GET', isGrowing(path) ? suited : path);
      expect([path, status]).toEqual([path, 200]);
      answers.set(path, typeof body === 'object' ? moment(body) : body);
    }
    return answers;
  };
  const entries = (body: Answer['body']): string[] => body.items.map((entry: object) => JSON.stringify(entry));
  const account = async (login: string) => {
    const { items } = await server.admin.get(`accounts?limit=500&${await settled()}`);
    return items.find((row: { login: string }) => row.login === login).id as string;
  };

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    const { office, unitId } = world;
    const { id: roundId } = await office.do('rounds', roundBody);
    const { id: issueId } = await office.do(`rounds/${roundId}/issues`, issueBody('1'));
    const { id: second } = await office.do(`rounds/${roundId}/issues`, issueBody('2'));
    const plan = { number: '1', title: '修订制度', issueIds: [second], effectiveOn: '2023-08-29' };
    const { id: taskId } = await office.do(`rounds/${roundId}/tasks`, plan);
    await bringToRequest(world, issueId);
    await office.do(`rounds/${roundId}/plan`, { title: '整改方案', text: '一、总体要求。' });
    const { sha256 } = (await office.get(`issues/${issueId}?${await settled()}`)).evidence[0];
    Object.assign(ids, { rounds: roundId, issues: issueId, tasks: taskId, units: unitId, evidence: sha256 });
    Object.assign(ids, { people: world.persons.reporter, accounts: await account('reporter') });
    const { paths: described } = await server.nobody.get('/api/openapi.json');
    paths = Object.entries(described as Record<string, Record<string, { security?: object[] }>>)
      .filter(([, { get }]) => get?.security !== undefined)
      .map(([path]) => path.replace('/api/v1/', ''))
      .filter((path) => path !== 'me' && (!path.includes('{') || ids[path.split('/')[0]!] !== undefined))
      .map((path) => asked(path.replace(/\{\w+\}/, ids[path.split('/')[0]!]!)));
  });
  afterAll(() => server.stop());

  it('is the same before and after every kind of act by administrators', async () => {
    const { admin } = server;
    const before = await seen(world.inspector);
    expect(before.size).toBeGreaterThan(18);
    const [reporter, head] = [await account('reporter'), await account('head')];
    const keeper = await admin.do('people', { name: '钱安' });
    const security = await server.account('security', keeper.id, 'security');
    await security.do(`accounts/${reporter}/suspension`, { reason: '停职' });
    await security.do(`accounts/${head}/roles/withdrawn`, { role: 'unit-head', reason: '调离' });
    await security.do(`accounts/${head}/one-time-password`, {});
    const { id: another } = await security.do('accounts', {
      login: 'o-2',
      personId: world.persons.office,
      roles: ['office'],
    });
    await security.do(`accounts/${another}/roles`, { role: 'reporter' });
    const { id: parent } = await admin.do('units', { name: '水务局' });
    await admin.do('units', { name: '水文站', parentId: parent });
    await admin.do(`units/${world.unitId}/name`, { name: '经济运行部' });
    await admin.do(`people/${world.persons.head}/posts`, { unitId: parent, post: '顾问', from: '2024-01-01' });
    await admin.do(`units/${parent}/dissolution`, { reason: '机构改革' });
    await admin.do(`people/${world.persons.reporter}/posts/left`, {
      unitId: world.unitId,
      post: '科员',
      to: '2024-01-01',
    });
    const after = await seen(world.inspector);
    for (const [path, answer] of before) {
      if (path.startsWith('people/') || path.startsWith('units/') || path.startsWith('accounts/')) continue;
      if (!isGrowing(path)) expect([path, after.get(path)]).toEqual([path, answer]);
      else expect(entries(after.get(path)).length).toBeGreaterThanOrEqual(entries(answer).length);
    }
    for (const path of ['trail', 'events']) {
      expect(entries(after.get(path)).slice(0, entries(before.get(path)).length)).toEqual(entries(before.get(path)));
    }
  });

  it('holds every act that narrows an inspector, with who, when and why', async () => {
    const auditor = (await server.admin.do('people', { name: '孙审' })).id;
    const security = await server.nobody.signIn('security', PASSWORD);
    const { id: opened } = await security.do('accounts', { login: 'audit', personId: auditor, roles: ['audit'] });
    const { oneTimePassword } = await security.do(`accounts/${opened}/one-time-password`, {});
    const audit = await server.nobody.firstSignIn('audit', oneTimePassword, PASSWORD);
    const inspector = await account('inspector');
    await security.do(`accounts/${inspector}/suspension`, { reason: '借调' });
    await security.do(`accounts/${inspector}/reinstatement`, {});
    await security.do(`accounts/${inspector}/one-time-password`, { reason: '遗忘' });
    await security.do(`accounts/${inspector}/roles/withdrawn`, { role: 'inspector', reason: '轮岗' });
    const { items: notices } = await audit.get(`inspector-notices?${await settled()}`);
    expect(notices.slice(0, 4)).toMatchObject([
      { kind: 'role-withdrawn', reason: '轮岗', by: { name: '钱安', roles: ['security'] } },
      { kind: 'one-time-password', reason: '遗忘', account: { login: 'inspector', name: '郑刚' } },
      { kind: 'account-reinstated' },
      { kind: 'account-suspended', reason: '借调' },
    ]);
    const first = await audit.get('inspector-notices?limit=3');
    const rest = await audit.get(`inspector-notices?cursor=${first.next}`);
    expect([...first.items, ...rest.items]).toEqual(notices);
    await refused(world.leader.send('GET', 'inspector-notices'), 403, 'rights.denied');
    await refused(audit.send('GET', 'inspector-notices?cursor=x'), 400, 'request.bad-shape');
  });
});
