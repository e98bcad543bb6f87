import type { Client } from '../support/client.js';
import { nothingStored, refused } from '../support/refused.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';
import { makeWorld, roundBody, type World } from '../support/world.js';

describe('the three administrators', () => {
  let server: RunningServer;
  let world: World;
  let security: Client;

  const person = async (name: string): Promise<string> => (await server.admin.do('people', { name })).id;
  const open = async (by: Client, login: string, personId: string, ...roles: string[]) => {
    const { id } = await by.do('accounts', { login, personId, roles });
    const { oneTimePassword } = await by.do(`accounts/${id}/one-time-password`, {});
    return { id: id as string, client: await server.nobody.firstSignIn(login, oneTimePassword, PASSWORD) };
  };
  const kinds = async (who: Client, category: string): Promise<string[]> => {
    const after = await server.engine.store.head();
    const { items: events } = await who.get(`trail?category=${category}&limit=500&after=${after}`);
    return events.map(({ event }: { event: string }) => event);
  };

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
  });
  afterAll(() => server.stop());

  it('begin as one, who stands in for the security administrator on record', async () => {
    const stoodIn = await kinds(world.inspector, 'authority');
    // Seven accounts and that of whoever confirms them, each opened and given a password.
    expect(stoodIn.filter((kind) => kind === 'AdministratorStoodIn')).toHaveLength(16);
    expect(stoodIn.filter((kind) => kind !== 'AdministratorStoodIn')).toEqual(['WitnessStood']);
    const keeper = await person('钱安');
    security = (await open(server.admin, 'security', keeper, 'security')).client;
    expect((await kinds(world.inspector, 'authority')).at(-1)).toBe('SecurityDutiesSeparated');
  });

  it('leave accounts and roles to the security administrator from then on', async () => {
    const id = await person('吴清');
    const clerk = await open(security, 'wuqing', id, 'reporter');
    await nothingStored(server, async () => {
      const acts: [string, object][] = [
        ['accounts', { login: 'late', personId: id, roles: ['reporter'] }],
        [`accounts/${clerk.id}/roles`, { role: 'unit-head' }],
        [`accounts/${clerk.id}/roles/withdrawn`, { role: 'reporter', reason: '调离' }],
        [`accounts/${clerk.id}/suspension`, { reason: '停职' }],
        [`accounts/${clerk.id}/one-time-password`, {}],
      ];
      for (const [path, body] of acts) {
        const { details } = await refused(server.admin.try(path, body), 403, 'account.security-decides');
        expect(details).toMatchObject({ rule: 'onlyTheSecurityAdministratorKeepsAccounts', needed: ['security'] });
      }
      await refused(security.try('units', { name: '水务局' }), 403, 'rights.denied');
      await refused(security.try('people', { name: '某人' }), 403, 'rights.denied');
    });
    await server.admin.do('units', { name: '水务局' });
  });

  it('are three persons, whatever accounts they have', async () => {
    const [first, second] = [await person('郑一'), await person('郑二')];
    const auditor = await open(security, 'audit', first, 'audit');
    await nothingStored(server, async () => {
      const asks: [string, string, string][] = [
        [first, 'admin', 'account.administrators-exclude-each-other'],
        [first, 'security', 'account.administrators-exclude-each-other'],
        [first, 'leader', 'account.administrator-decides-nothing'],
        [first, 'unit-head', 'account.administrator-decides-nothing'],
        [first, 'inspector', 'account.inspector-holds-no-other-role'],
        [world.persons.inspector, 'audit', 'account.inspector-holds-no-other-role'],
        [world.persons.leader, 'security', 'account.administrator-decides-nothing'],
      ];
      for (const [personId, role, code] of asks) {
        const ask = security.try('accounts', { login: 'another', personId, roles: [role] });
        expect((await refused(ask, 409, code)).details.held).toHaveLength(1);
      }
    });
    await security.do(`accounts/${auditor.id}/roles/withdrawn`, { role: 'audit', reason: '轮岗' });
    await open(security, 'audit-2', second, 'audit');
    await open(security, 'admin-2', first, 'admin');
  });

  it('give the audit administrator the trail and the sign-ins to read, and nothing to change', async () => {
    const auditor = await server.nobody.signIn('audit-2', PASSWORD);
    expect(await kinds(auditor, 'account')).toEqual(expect.arrayContaining(['SignedIn', 'RoleWithdrawn']));
    await auditor.get('accounts');
    await auditor.get('events');
    await nothingStored(server, async () => {
      await refused(auditor.try('units', { name: '某局' }), 403, 'rights.denied');
      await refused(auditor.try('accounts', { login: 'x-y', personId: 'x', roles: ['audit'] }), 403, 'rights.denied');
      await refused(auditor.try('rounds', {}), 403, 'rights.denied');
    });
  });

  it('close an account for good: nobody enters it, and the name stays wherever it stands', async () => {
    const { id: personId } = await server.admin.do('people', { name: '宋时' });
    const leaving = await open(security, 'songshi', personId, 'office');
    const { id: roundId } = await leaving.client.do('rounds', roundBody);
    await nothingStored(server, async () => {
      await refused(security.try(`accounts/${leaving.id}/closure`, {}), 400, 'request.bad-shape');
      await refused(
        server.admin.try(`accounts/${leaving.id}/closure`, { reason: '退休' }),
        403,
        'account.security-decides',
      );
    });
    await security.do(`accounts/${leaving.id}/closure`, { reason: '退休' });
    await refused(leaving.client.send('GET', 'rounds'), 403, 'account.suspended');
    await refused(server.nobody.try('session', { login: 'songshi', password: PASSWORD }), 401, 'sign-in.failed');
    await refused(security.try(`accounts/${leaving.id}/reinstatement`, {}), 409, 'account.closed');
    await refused(security.try(`accounts/${leaving.id}/one-time-password`, {}), 409, 'account.closed');
    const again = { login: 'songshi', personId, roles: ['reporter'] };
    await refused(security.try('accounts', again), 409, 'account.login-taken');
    const after = await server.engine.store.head();
    const { items: events } = await world.inspector.get(`rounds/${roundId}/history?after=${after}`);
    expect(events[0].actor).toMatchObject({ name: '宋时', roles: ['office'] });
    expect(await security.get(`accounts/${leaving.id}`)).toMatchObject({ name: '宋时', closed: true, roles: [] });
    expect((await world.office.get(`people/${personId}`)).name).toBe('宋时');
    await security.do('accounts', { ...again, login: 'songshi-2', roles: ['audit'] });
  });
});
