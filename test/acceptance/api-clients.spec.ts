import { SetClock } from '#event-sourcing';
import { rights, scopes as clientScopes } from '../rights/declared.js';
import { Client } from '../support/client.js';
import { nothingStored, refused } from '../support/refused.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';
import {
  bringToRequest,
  evidenceBytes,
  issueBody,
  makeWorld,
  report,
  roundBody,
  type World,
} from '../support/world.js';

const EVERY_SCOPE = ['read', 'audit', 'export', 'report', 'import', 'register'];

interface Registered {
  readonly id: string;
  readonly prefix: string;
  readonly key: string;
  /** Speaks HTTP with the key. */
  readonly program: Client;
}

describe('programs with an API key', () => {
  const clock = new SetClock('2023-11-20T02:00:00.000Z');
  let server: RunningServer;
  let world: World;
  let admin: Client;
  let roundId: string;
  let expiresOn: string;

  const dayIn = (days: number) => new Date(Date.parse(clock.now()) + days * 86_400_000).toISOString().slice(0, 10);
  const keyFor = async (id: string, fields: object = {}) =>
    (await admin.do(`clients/${id}/keys`, { expiresOn, ...fields })) as { key: string; prefix: string };
  const register = async (name: string, roles: string[], scopes: string[]): Promise<Registered> => {
    const { head, inspector } = world.persons;
    const responsibleId = roles.includes('inspector') ? inspector : head;
    const fields = { name, responsibleId, unitId: world.unitId, roles, scopes };
    const { id } = await admin.do('clients', fields);
    const { key, prefix } = await keyFor(id);
    return { id, key, prefix, program: new Client(server.url, key) };
  };
  const facts = async (type: string) =>
    (await server.engine.events('0', 10_000)).filter((event) => event.type === type);

  beforeAll(async () => {
    clock.set(new Date().toISOString());
    server = await startServer({}, { clock });
    world = await makeWorld(server);
    admin = server.admin;
    roundId = (await world.office.do('rounds', roundBody)).id;
    expiresOn = dayIn(30);
  });
  afterAll(() => server.stop());

  it('report progress in the name of their unit and as themselves, never as a person', async () => {
    const { program, id } = await register('财务系统', ['reporter'], ['read', 'report']);
    const { id: issueId } = await world.office.do(`rounds/${roundId}/issues`, issueBody('1'));
    await world.office.do(`issues/${issueId}/assignment`, {
      leaderId: world.persons.responsible,
      leadUnitId: world.unitId,
      handlerId: world.persons.reporter,
      dueOn: '2023-11-30',
      effectiveOn: '2023-09-05',
    });
    await world.head.do(`issues/${issueId}/claim`, { effectiveOn: '2023-09-06' });
    const { bytes, sha256 } = evidenceBytes('追缴凭证');
    expect((await program.send('POST', 'evidence?name=a.txt', bytes)).status).toBe(201);
    await program.do(`issues/${issueId}/evidence`, { sha256, name: 'a.txt', datedOn: '2023-10-30' });
    const taken = await program.do(`issues/${issueId}/progress`, report('系统自动报送追缴进度。'));
    const { items: events } = await world.inspector.get(`trail?kind=ProgressReported&after=${taken.position}`);
    expect(events[0].actor).toEqual({
      id,
      personId: `client:${id}`,
      name: '财务系统',
      roles: ['reporter'],
      client: '财务系统',
      unitId: world.unitId,
      unit: '经济发展部',
    });
    expect((await program.get('me')).account).toMatchObject({ id, name: '财务系统' });
    await refused(program.try(`issues/${issueId}/closure-request`, { statement: '完成' }), 403, 'rights.out-of-scope');
  });

  it('do what a scope covers only as far as their roles allow it, and nothing beyond', async () => {
    const reader = await register('看板', ['reporter'], ['read']);
    await reader.program.get('issues');
    await refused(reader.program.send('GET', 'trail'), 403, 'rights.out-of-scope');
    await refused(reader.program.try('units', { name: '新单位' }), 403, 'rights.out-of-scope');
    const auditing = await register('日志平台', ['reporter'], ['audit']);
    await refused(auditing.program.send('GET', 'trail'), 403, 'rights.denied');
    const siem = await register('日志平台二', ['inspector'], ['audit']);
    await siem.program.get('events?cursor=0&limit=5');
    const registry = await register('人事系统', ['office'], ['register']);
    const { id } = await registry.program.do('units', { name: '新设单位' });
    expect((await facts('UnitRegistered')).at(-1)).toMatchObject({ stream: `unit-${id}` });
  });

  it('decide nothing, whatever scopes they were given: every such act takes a person', async () => {
    const { paths } = await server.nobody.get('/api/openapi.json');
    const covered = new Set(Object.values(clientScopes).flat());
    const acts = Object.entries(paths as Record<string, Record<string, { operationId: string; security?: object[] }>>)
      .flatMap(([path, of]) => Object.entries(of).map(([method, one]) => ({ path, method, ...one })))
      .filter(
        ({ operationId: act, security }) => security !== undefined && Object.hasOwn(rights, act) && !covered.has(act),
      );
    expect(acts.map(({ operationId }) => operationId)).toEqual(
      expect.arrayContaining(['ApproveClosure', 'EndorseClosure', 'RejectClosure', 'ReopenIssue', 'GrantRole']),
    );
    const programs = [
      await register('全权一', ['office', 'reporter'], EVERY_SCOPE),
      await register('全权二', ['inspector'], EVERY_SCOPE),
    ];
    await Promise.all(programs.map(({ program }) => program.get('me')));
    await nothingStored(server, async () => {
      for (const { program } of programs) {
        for (const { path, method, operationId } of acts) {
          const reached = path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
          const body = method === 'post' ? {} : undefined;
          const { status, body: problem } = await program.send(method.toUpperCase(), reached, body, {
            'if-match': '*',
          });
          expect([operationId, status, problem.code]).toEqual([operationId, 403, 'rights.out-of-scope']);
        }
      }
    });
  });

  it('do not endorse what they could not, even on an issue that waits for it', async () => {
    const { program } = await register('越权', ['office'], EVERY_SCOPE);
    const { id } = await world.office.do(`rounds/${roundId}/issues`, issueBody('2'));
    await bringToRequest(world, id);
    await refused(program.try(`issues/${id}/closure-endorsement`, {}), 403, 'rights.out-of-scope');
  });

  it('watch the inspectors in nobody else’s hands: who answers for one that inspects is an inspector, or it ends', async () => {
    const { id: personId } = await admin.do('people', { name: '换岗人员' });
    const watcher = await server.account('watcher', personId, 'inspector');
    const { account } = await watcher.get('me');
    const fields = { name: '监督看板', roles: ['inspector'], scopes: ['audit'] };
    await nothingStored(server, async () => {
      for (const responsibleId of [world.persons.office, world.persons.leader]) {
        const asked = admin.try('clients', { ...fields, responsibleId });
        const { details } = await refused(asked, 409, 'client.inspecting-by-another');
        expect(details).toMatchObject({ field: 'responsibleId', personId: responsibleId });
      }
    });
    const { id } = await admin.do('clients', { ...fields, responsibleId: personId });
    const { key, prefix } = await keyFor(id);
    const program = new Client(server.url, key);
    await program.get('trail?limit=1');
    await admin.do(`clients/${id}/scopes`, { scopes: ['audit', 'read'], reason: '对接' });
    await world.office.do('people', { name: '无关人员' });

    const withdrawn = { role: 'inspector', reason: '换岗' };
    await admin.do(`accounts/${account.id}/roles/withdrawn`, withdrawn);
    await admin.do(`accounts/${account.id}/roles`, { role: 'office' });
    await refused(program.send('GET', `trail?person=${world.persons.inspector}`), 403, 'rights.denied');
    await refused(program.send('GET', 'events?cursor=0'), 403, 'rights.denied');
    const widening = [
      admin.try(`clients/${id}/keys`, { expiresOn }),
      admin.try(`clients/${id}/scopes`, { scopes: ['audit'], reason: '变更' }),
    ];
    for (const one of widening) await refused(one, 409, 'client.inspecting-by-another');
    const { position } = await admin.do(`clients/${id}/suspension`, { reason: '责任人离岗' });
    await refused(admin.try(`clients/${id}/reinstatement`, {}), 409, 'client.inspecting-by-another');

    const { items } = await world.inspector.get(`inspector-notices?limit=100&after=${position}`);
    const ofIt = items.filter(({ client }: { client?: { id: string } }) => client?.id === id);
    expect(ofIt.map(({ kind }: { kind: string }) => kind).toReversed()).toEqual([
      'client-registered',
      'client-key-issued',
      'client-scopes-changed',
      'client-suspended',
    ]);
    expect(ofIt[0]).toMatchObject({
      client: { name: '监督看板', responsible: { id: personId, name: '换岗人员' } },
      by: { name: '系统管理员' },
      reason: '责任人离岗',
    });
    expect(JSON.stringify(items)).not.toContain(key.slice(14));
    expect(prefix).toMatch(/^[a-z2-7]{10}$/);
  });

  it('hold no role that decides, and need a unit to report for', async () => {
    const fields = { name: '审批机器人', responsibleId: world.persons.head, scopes: ['read'] };
    await nothingStored(server, async () => {
      for (const role of ['leader', 'unit-head', 'admin']) {
        await refused(admin.try('clients', { ...fields, roles: [role] }), 409, 'client.never-decides');
      }
      await refused(admin.try('clients', { ...fields, roles: ['reporter'] }), 409, 'client.reporter-without-unit');
      await refused(admin.try('clients', { ...fields, roles: ['office'], scopes: ['vote'] }), 400, 'request.bad-shape');
      await refused(admin.try('clients', { ...fields, roles: ['office'], prefix: 'x' }), 400, 'request.bad-shape');
    });
  });

  it('have several keys while they change from one to the next, each on record with its last use', async () => {
    const { id, prefix, program } = await register('轮换', ['office'], ['read']);
    await program.get('me');
    const next = await keyFor(id, { label: '新密钥' });
    const other = new Client(server.url, next.key);
    clock.set(new Date(Date.parse(clock.now()) + 5_000).toISOString());
    await Promise.all([program.get('me'), other.get('me')]);
    const revoked = await admin.do(`clients/${id}/keys/revoked`, { prefix, reason: '轮换完成' });
    await refused(program.send('GET', 'me'), 401, 'client.key-revoked');
    await other.get('me');
    const shown = await admin.get(`clients/${id}?after=${revoked.position}`);
    expect(shown.keys).toEqual([
      expect.objectContaining({
        prefix,
        revokedAt: clock.now(),
        lastUsedAt: clock.now(),
        lastUsedOn: expect.any(String),
      }),
      expect.objectContaining({ prefix: next.prefix, label: '新密钥', expiresOn, lastUsedAt: clock.now() }),
    ]);
    expect(shown.keys[1].revokedAt).toBeUndefined();
    expect((await facts('ClientKeyUsed')).filter(({ stream }) => stream === `client-${id}`)).toHaveLength(2);
  });

  it('are shown a key once, under its Idempotency-Key too, and it stands nowhere else', async () => {
    const { id } = await register('一次', ['office'], ['read']);
    const body = { expiresOn };
    const { key } = await admin.do(`clients/${id}/keys`, body, { key: 'one key please' });
    await refused(admin.try(`clients/${id}/keys`, body, { key: 'one key please' }), 409, 'client.key-shown-once');
    const shown = JSON.stringify(await admin.get(`clients/${id}?after=${await server.engine.store.head()}`));
    const log = JSON.stringify(await server.engine.events('0', 10_000));
    for (const kept of [shown, log]) expect(kept).not.toContain(key.slice(14));
  });

  it('lose what was taken from them with the very next request', async () => {
    const { id, key, program } = await register('收权', ['office'], ['read', 'register']);
    await program.do('units', { name: '临时单位' });
    await admin.do(`clients/${id}/scopes`, { scopes: ['read'], reason: '收回登记权限' });
    await refused(program.try('units', { name: '另一单位' }), 403, 'rights.out-of-scope');
    await admin.do(`clients/${id}/suspension`, { reason: '异常调用' });
    await refused(program.send('GET', 'units'), 403, 'client.suspended');
    await refused(admin.try(`clients/${id}/keys`, { expiresOn }), 403, 'client.suspended');
    await admin.do(`clients/${id}/reinstatement`, {});
    await program.get('units');
    expect(key).toMatch(/^rk_/);
  });

  it('are refused with a key that has run out, and the office cannot make clients', async () => {
    const { id } = await register('过期', ['office'], ['read']);
    const short = new Client(server.url, (await keyFor(id, { expiresOn: dayIn(1) })).key);
    await short.get('me');
    await refused(admin.try(`clients/${id}/keys`, { expiresOn: dayIn(400) }), 409, 'client.key-expiry-out-of-range');
    await refused(world.office.try('clients', {}), 403, 'rights.denied');
    await refused(world.office.send('GET', 'clients'), 403, 'rights.denied');
    expect((await world.inspector.get('clients?limit=100')).items.length).toBeGreaterThan(5);
    clock.set(new Date(Date.parse(clock.now()) + 2 * 86_400_000).toISOString());
    await refused(short.send('GET', 'me'), 401, 'client.key-expired');
    const [refusal] = (await facts('ClientKeyRefused')).filter(({ stream }) => stream === `client-${id}`);
    expect(refusal).toMatchObject({ data: { cause: 'expired', attempts: 1 }, metadata: { actor: { id: 'nobody' } } });
  });

  it("are the security administrator's to keep once there is one; until then each act of another is on record", async () => {
    admin = await server.nobody.signIn('admin', PASSWORD);
    const { id } = await register('交接', ['office'], ['read']);
    const standIns = (await facts('AdministratorStoodIn')).map(({ data }) => data);
    expect(standIns).toContainEqual({ act: 'IssueClientKey', client: { id, name: '交接' } });
    const { id: personId } = await admin.do('people', { name: '安全员' });
    const account = await admin.do('accounts', { login: 'security', personId, roles: ['security'] });
    const { oneTimePassword } = await admin.do(`accounts/${account.id}/one-time-password`, {});
    const security = await server.nobody.firstSignIn('security', oneTimePassword, PASSWORD);
    await nothingStored(server, async () => {
      await refused(admin.try(`clients/${id}/keys`, { expiresOn: dayIn(2) }), 403, 'account.security-decides');
      await refused(admin.try(`clients/${id}/suspension`, { reason: '停' }), 403, 'account.security-decides');
    });
    await security.do(`clients/${id}/suspension`, { reason: '停用' });
  });
});
