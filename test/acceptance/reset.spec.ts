import type { Client } from '../support/client.js';
import { nothingStored, refused } from '../support/refused.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';
import { bringToRequest, issueBody, makeWorld, roundBody, type World } from '../support/world.js';

describe('an administrator who resets the password of a leader', () => {
  let server: RunningServer;
  let world: World;
  let issueId: string;
  let leaderId: string;
  let impostor: Client;

  const head = () => server.engine.store.head();
  const accountOf = async (personId: string): Promise<string> =>
    (await server.admin.get(`accounts?personId=${personId}&after=${await head()}`)).items[0].id;
  const approve = (by: Client) => by.try(`issues/${issueId}/closure-approval`, {});
  const confirm = (by: Client, accountId = leaderId) => by.try(`accounts/${accountId}/reset-confirmation`, {});

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    const { id: roundId } = await world.office.do('rounds', roundBody);
    issueId = (await world.office.do(`rounds/${roundId}/issues`, issueBody('1'))).id;
    await bringToRequest(world, issueId);
    for (const endorser of [world.head, world.office]) await endorser.do(`issues/${issueId}/closure-endorsement`, {});
    leaderId = await accountOf(world.persons.leader);
    const { oneTimePassword } = await server.admin.do(`accounts/${leaderId}/one-time-password`, { reason: '遗忘' });
    impostor = await server.nobody.firstSignIn('leader', oneTimePassword, `${PASSWORD}-x`);
  });
  afterAll(() => server.stop());

  it('decides nothing as that leader', () =>
    nothingStored(server, async () => {
      const { details } = await refused(approve(impostor), 403, 'account.reset-unconfirmed');
      expect(details).toMatchObject({ act: 'ApproveClosure', by: ['系统管理员'], since: expect.any(String) });
      const waiver = impostor.try(`issues/${issueId}/waivers`, { requirement: 'tasks', reason: '示例' });
      await refused(waiver, 403, 'account.reset-unconfirmed');
    }));

  it('is told so beforehand, and so are the person and whoever oversees accounts', async () => {
    const { items } = await impostor.get(`issues/${issueId}/actions`);
    const told = items.find(({ act }: { act: string }) => act === 'ApproveClosure');
    expect(told).toMatchObject({ allowed: false, code: 'account.reset-unconfirmed' });
    expect((await impostor.get('me')).unconfirmed).toMatchObject({ by: [{ name: '系统管理员' }] });
    expect((await world.inspector.get(`accounts/${leaderId}`)).unconfirmed).toMatchObject({ by: ['系统管理员'] });
    const { items: trail } = await world.secondLeader.get(`trail?kind=PasswordSet&after=${await head()}&limit=200`);
    expect(trail.at(-2)).toMatchObject({ data: { oneTime: true, unconfirmed: true }, actor: { name: '系统管理员' } });
  });

  it('confirms it neither as administrator nor as the leader', async () => {
    await refused(confirm(server.admin), 403, 'account.confirms-own-reset');
    await refused(confirm(impostor), 409, 'account.own-account');
  });

  it('confirms it through no account made for the purpose', async () => {
    for (const role of ['office', 'inspector']) {
      const { id: personId } = await server.admin.do('people', { name: `替身${role}` });
      const { id } = await server.admin.do('accounts', { login: `puppet-${role}`, personId, roles: [role] });
      const { oneTimePassword } = await server.admin.do(`accounts/${id}/one-time-password`, {});
      const puppet = await server.nobody.firstSignIn(`puppet-${role}`, oneTimePassword, PASSWORD);
      await refused(confirm(puppet), 403, 'account.reset-unconfirmed');
    }
  });

  it('is let decide once a second person has confirmed it, on record', async () => {
    expect((await confirm(world.office)).status).toBe(200);
    expect((await approve(impostor)).status).toBe(200);
    expect((await impostor.get('me')).unconfirmed).toBeUndefined();
    const { items } = await world.inspector.get(`trail?kind=ResetConfirmed&after=${await head()}&limit=200`);
    expect(items.at(-1)).toMatchObject({
      actor: { name: '周敏' },
      proof: { way: 'password' },
      data: { login: 'leader', given: [{ name: '系统管理员' }] },
    });
  });

  it('gives a first password that decides as little', async () => {
    const { id: personId } = await server.admin.do('people', { name: '新领导' });
    const { id } = await server.admin.do('accounts', { login: 'newcomer', personId, roles: ['leader'] });
    const { oneTimePassword } = await server.admin.do(`accounts/${id}/one-time-password`, {});
    const newcomer = await server.nobody.firstSignIn('newcomer', oneTimePassword, PASSWORD);
    await refused(approve(newcomer), 403, 'account.reset-unconfirmed');
    expect((await confirm(world.office, id)).status).toBe(200);
    expect((await approve(newcomer)).body.code).not.toBe('account.reset-unconfirmed');
  });

  it('lets one overseer begin, who is on record as the first who confirmed', async () => {
    const events = await server.engine.events('0', 10_000);
    const stood = events.filter(({ type }) => type === 'WitnessStood');
    expect(stood).toMatchObject([{ stream: 'authority-local', data: { account: { login: 'witness' } } }]);
  });
});
