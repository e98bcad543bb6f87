import type { Client } from '../support/client.js';
import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { bringToRequest, issueBody, makeWorld, roundBody, type World } from '../support/world.js';

const reason = '同一人重复登记';

describe('two registrations of one person', () => {
  let server: RunningServer;
  let world: World;
  let twin: string;
  let twinClient: Client;
  let issueId: string;
  const accounts: Record<string, string> = {};

  const seen = async () => `after=${await server.engine.store.head()}`;
  const pair = () => ({ absorbedId: world.persons.reporter, survivorId: twin, reason });
  const propose = (by: Client = world.office) => by.try('people/mergers', pair());
  const confirm = (by: Client) => by.try('people/mergers/confirmation', { absorbedId: world.persons.reporter, reason });
  const endorse = () => twinClient.try(`issues/${issueId}/closure-endorsement`, {});
  const requested = async (number: string) => {
    const { items } = await server.admin.get(`rounds?${await seen()}`);
    const { id } = await world.office.do(`rounds/${items[0].id}/issues`, issueBody(number));
    await bringToRequest(world, id as string);
    return id as string;
  };

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    await world.office.do('rounds', roundBody);
    const { id } = await server.admin.do('people', { name: '李 娜', distinct: true, staffNumber: '0777' });
    twin = id as string;
    await server.admin.do(`people/${twin}/posts`, { unitId: world.unitId, post: '部长', from: '2020-01-01' });
    twinClient = await server.account('twin', twin, 'unit-head');
    issueId = await requested('1');
    const { items } = await server.admin.get(`accounts?${await seen()}`);
    for (const { login, id: accountId } of items) accounts[login] = accountId;
  });
  afterAll(() => server.stop());

  it('are not merged while both may sign in, by one of them, or where one inspects', async () => {
    const { details } = await refused(propose(), 409, 'merger.accounts');
    expect(details).toMatchObject({ absorbed: ['reporter'], survivor: ['twin'] });
    const inspecting = { ...pair(), absorbedId: world.persons.inspector };
    await refused(world.office.try('people/mergers', inspecting), 409, 'merger.roles-exclude');
    const own = { ...pair(), survivorId: world.persons.office };
    await refused(world.office.try('people/mergers', own), 403, 'merger.own');
    await refused(world.reporter.try('people/mergers', pair()), 403, 'rights.denied');
  });

  it('stay two, with the sight of two, until a second person confirms', async () => {
    await server.admin.do(`accounts/${accounts['reporter']}/suspension`, { reason: '重复登记' });
    expect((await propose()).status).toBe(201);
    await refused(confirm(world.office), 403, 'merger.confirmed-by-proposer');
    const { items } = await server.admin.get(`people?name=${encodeURIComponent('李')}&${await seen()}`);
    expect(items).toHaveLength(2);
    expect(await twinClient.get(`issues/${issueId}`)).toMatchObject({
      evidence: [{ by: { personId: world.persons.reporter } }],
    });
  });

  it('are one for every bar from then on, also for what was recorded before', async () => {
    expect((await confirm(world.leader)).status).toBe(201);
    await refused(endorse(), 403, 'issue.reporter-decides');
  });

  it('are listed as the one who stays, and found by both ids', async () => {
    const { items } = await server.admin.get(`people?name=${encodeURIComponent('李')}&${await seen()}`);
    expect(items).toMatchObject([{ id: twin, absorbed: [{ id: world.persons.reporter, name: '李娜' }] }]);
    expect(items[0].posts.map(({ post }: { post: string }) => post)).toEqual(['部长', '科员']);
    const absorbed = await server.admin.get(`people/${world.persons.reporter}`);
    expect(absorbed.mergedInto).toEqual({ id: twin, name: '李 娜' });
    expect(await world.office.get(`issues/${issueId}`)).toMatchObject({
      evidence: [{ by: { personId: twin, name: '李娜' } }],
    });
    const { items: inbox } = await twinClient.get(`inbox?${await seen()}`);
    expect(JSON.stringify(inbox)).not.toContain(world.persons.reporter);
    for (const person of [twin, world.persons.reporter]) {
      const { items: acts } = await world.inspector.get(`trail?person=${person}&kind=ProgressReported&${await seen()}`);
      expect(acts.map(({ actor }: { actor: { personId: string } }) => actor.personId)).toEqual([
        world.persons.reporter,
      ]);
    }
  });

  it('leave no way in for the absorbed one', async () => {
    await refused(server.admin.try(`accounts/${accounts['reporter']}/reinstatement`, {}), 403, 'account.person-merged');
    const account = { login: 'third', personId: world.persons.reporter, roles: ['reporter'] };
    await refused(server.admin.try('accounts', account), 409, 'person.merged');
    const post = { unitId: world.unitId, post: '专员', from: '2024-01-01' };
    await refused(server.admin.try(`people/${world.persons.reporter}/posts`, post), 409, 'person.merged');
    const { items } = await world.office.get(`rounds?${await seen()}`);
    const { id } = await world.office.do(`rounds/${items[0].id}/issues`, issueBody('2'));
    const assignment = {
      leaderId: world.persons.responsible,
      leadUnitId: world.unitId,
      handlerId: world.persons.reporter,
      dueOn: '2023-11-30',
      effectiveOn: '2023-09-05',
    };
    await refused(world.office.try(`issues/${id}/assignment`, assignment), 409, 'person.merged');
  });

  it('are two again, with the bars of each, when two persons undo it', async () => {
    const undoing = { absorbedId: world.persons.reporter, reason: '并非同一人' };
    await world.office.do('people/mergers/undoing', undoing);
    await refused(endorse(), 403, 'issue.reporter-decides');
    await refused(confirm(world.office), 403, 'merger.confirmed-by-proposer');
    expect((await confirm(server.admin)).status).toBe(201);
    expect((await endorse()).body).toMatchObject({ events: [{ type: 'ClosureEndorsed' }] });
    expect(await world.office.get(`issues/${issueId}`)).toMatchObject({
      evidence: [{ by: { personId: world.persons.reporter } }],
    });
    await server.admin.do(`accounts/${accounts['reporter']}/reinstatement`, {});
    const { items } = await server.admin.get(`people?name=${encodeURIComponent('李')}&${await seen()}`);
    expect(items).toHaveLength(2);
  });
});
